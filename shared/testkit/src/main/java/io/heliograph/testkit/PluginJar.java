package io.heliograph.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A jar with a kind of exporter called {@code file}, made as a user would make it. */
public final class PluginJar {
    private static final String SOURCE = """
            package org.example;

            import io.heliograph.exporter.*;
            import java.nio.file.*;
            import java.util.List;

            public final class FileKind implements ExporterKind {
                public String name() {
                    return "file";
                }

                public Exporter create(ExporterOptions options) {
                    Path file = Path.of(options.required("path"));
                    return new Exporter() {
                        public void export(List<ExportedEvent> events) throws Exception {
                            for (ExportedEvent event : events) {
                                Files.writeString(file, event.id() + "\\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                            }
                        }
                    };
                }
            }
            """;

    private PluginJar() {}

    /** Puts the jar into the folder; {@code api} is the jar, or the folder, that it is compiled against. */
    public static void into(Path folder, Path work, Path api) throws IOException {
        Path source = work.resolve("FileKind.java");
        Files.writeString(source, SOURCE);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int result = compiler.run(
                null, null, null, "-cp", api.toString(), "-d", work.toString(), "--release", "17", source.toString());
        if (result != 0) {
            throw new IllegalStateException("the exporter does not compile");
        }
        Files.createDirectories(folder);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("file-exporter.jar")))) {
            for (String name : List.of("org/example/FileKind.class", "org/example/FileKind$1.class")) {
                put(jar, name, Files.readAllBytes(work.resolve(name)));
            }
            put(
                    jar,
                    "META-INF/services/io.heliograph.exporter.ExporterKind",
                    "org.example.FileKind\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        OutputStream out = jar;
        out.write(content);
        jar.closeEntry();
    }
}
