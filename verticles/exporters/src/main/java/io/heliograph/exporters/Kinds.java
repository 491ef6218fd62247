package io.heliograph.exporters;

import io.heliograph.contracts.settings.Settings;
import io.heliograph.exporter.ExporterKind;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Every kind of exporter: those that come with the hub, and those in jars of the operator's. */
final class Kinds {
    private static final String KEY = "exporters.plugins";

    private Kinds() {}

    /** {@code plugins} is a folder of jars; "" for none. */
    static List<ExporterKind> find(Settings settings, String plugins) {
        ClassLoader loader = Kinds.class.getClassLoader();
        if (!plugins.isEmpty()) {
            loader = with(settings, Path.of(plugins), loader);
        }
        List<ExporterKind> kinds = new ArrayList<>();
        try {
            for (ExporterKind kind : ServiceLoader.load(ExporterKind.class, loader)) {
                if (kinds.stream().anyMatch(other -> other.name().equals(kind.name()))) {
                    settings.problem(KEY, "there are two kinds '" + kind.name() + "'; rename or remove one");
                }
                kinds.add(kind);
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            settings.problem(KEY, "a jar there cannot be used: " + e.getMessage());
        }
        return kinds;
    }

    /** Never closed: what is loaded from there may need more of it at any time. */
    private static ClassLoader with(Settings settings, Path folder, ClassLoader hub) {
        List<URL> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                jars.add(file.toUri().toURL());
            }
        } catch (IOException e) {
            settings.problem(KEY, "the folder " + folder + " cannot be read");
        }
        return new URLClassLoader(jars.toArray(URL[]::new), hub);
    }
}
