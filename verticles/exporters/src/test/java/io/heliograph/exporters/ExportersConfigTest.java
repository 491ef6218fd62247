package io.heliograph.exporters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.settings.InvalidSettings;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import io.heliograph.exporter.ExportedEvent;
import io.heliograph.exporter.ExporterKind;
import io.heliograph.exporters.line.ExporterConfig;
import io.heliograph.testkit.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator may write, and what is said about mistakes. */
class ExportersConfigTest {
    private static final Path API = Path.of(ExporterKind.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .getPath());

    @TempDir
    Path directory;

    @Test
    void noneIsOnUnlessNamed() {
        assertThat(read().exporters()).isEmpty();
    }

    @Test
    void anExporterHasTheKindOfItsNameUnlessItSaysAnother() {
        List<ExporterConfig> exporters = read(
                        "exporters.names", "stdout, trail",
                        "exporters.trail.kind", "s3",
                        "exporters.trail.bucket", "events",
                        "exporters.trail.types", "log.*, job.done",
                        "exporters.trail.batch-age", "5s")
                .exporters();
        assertThat(exporters).extracting(ExporterConfig::kind).containsExactly("stdout", "s3");
        ExporterConfig trail = exporters.get(1);
        assertThat(trail.batchAge()).isEqualTo(Duration.ofSeconds(5));
        assertThat(trail.batchSize()).isEqualTo(8 << 20);
        assertThat(trail.filter().takesType("log.warn")).isTrue();
        assertThat(trail.filter().takesType("job.done.late")).isFalse();
        assertThat(trail.filter().takesProject("any")).isTrue();
    }

    @Test
    void everyMistakeIsNamedWithItsKey() {
        assertThatThrownBy(() -> read("exporters.names", "kafak"))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("exporters.kafak.kind: there is no kind 'kafak'")
                .hasMessageContaining("did you mean kafka?");
        assertThatThrownBy(() -> read(
                        "exporters.names", "kafka",
                        "exporters.kafka.types", "a*b",
                        "exporters.kafka.topik", "events",
                        "exporters.kafka.bootstrap-servers", "localhost:9092"))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("exporters.kafka.types: 'a*b' may have a * only at its end")
                .hasMessageContaining("exporters.kafka.topic: must be set")
                .hasMessageContaining("did you mean exporters.kafka.topic?");
        assertThatThrownBy(() -> read("exporters.names", "Not-A-Name")).hasMessageContaining("is no name");
        assertThatThrownBy(
                        () -> read("exporters.names", "s3", "exporters.s3.bucket", "b", "exporters.s3.access-key", "a"))
                .hasMessageContaining("exporters.s3: access-key and secret-key go together");
    }

    @Test
    void aSecretComesFromAFileThatNobodyElseReadsAndIsNeverShown() throws Exception {
        Path file = directory.resolve("secret");
        Files.writeString(file, "geheim\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        String[] settings = {
            "exporters.names", "s3",
            "exporters.s3.bucket", "events",
            "exporters.s3.access-key", "me",
            "exporters.s3.secret-key-file", file.toString()
        };
        assertThatThrownBy(() -> read(settings))
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining("geheim");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(read(settings).toString()).contains("s3").doesNotContain("geheim");
    }

    @Test
    void aJarInTheFolderBringsAKindOfItsOwn() throws Exception {
        Path folder = directory.resolve("plugins");
        PluginJar.into(folder, directory, API);
        Path out = directory.resolve("out.txt");
        ExporterConfig file = read(
                        "exporters.names", "file",
                        "exporters.plugins", folder.toString(),
                        "exporters.file.path", out.toString())
                .exporters()
                .get(0);
        file.exporter().export(List.of(event("a"), event("b")));
        assertThat(out).hasContent("a\nb");
        assertThat(Thread.currentThread().getContextClassLoader().getResource("org/example/FileKind.class"))
                .isNull();
    }

    @Test
    void aFolderThatCannotBeUsedIsNamed() throws IOException {
        assertThatThrownBy(() -> read("exporters.names", "stdout", "exporters.plugins", "/no/such/folder"))
                .hasMessageContaining("exporters.plugins: the folder /no/such/folder cannot be read");
        Path folder = directory.resolve("plugins");
        PluginJar.into(folder, directory, API);
        Files.copy(folder.resolve("file-exporter.jar"), folder.resolve("again.jar"));
        Files.writeString(folder.resolve("broken.jar"), "no jar");
        assertThat(read("exporters.names", "stdout", "exporters.plugins", folder.toString())
                        .exporters())
                .hasSize(1);
    }

    private static ExportedEvent event(String id) {
        return new ExportedEvent(new UUID(0, 1), 0, id, "default", "log", null, null, Instant.EPOCH, new byte[0]);
    }

    private static ExportersConfig read(String... pairs) {
        Map<String, Setting> byKey = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            byKey.put(pairs[i], new Setting(pairs[i + 1], "test"));
        }
        Settings settings = new Settings(byKey, Map.of());
        ExportersConfig config = ExportersConfig.from(settings);
        settings.finish();
        return config;
    }
}
