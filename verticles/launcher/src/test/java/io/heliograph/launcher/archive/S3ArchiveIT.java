package io.heliograph.launcher.archive;

import static io.heliograph.launcher.archive.ArchivingHub.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.testkit.TargetServer;
import io.heliograph.testkit.faults.Proxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same with a real server of S3's language, where the hub and then the server are killed in the middle of an upload. */
@Tag("fault")
class S3ArchiveIT {
    @TempDir
    Path directory;

    @Test
    void anUploadIsWholeOrNotWhoeverIsKilled() throws IOException {
        Path files = directory.resolve("buckets/events/kept");
        try (TargetServer server = TargetServer.s3(directory).start();
                Proxy line = Proxy.to("127.0.0.1", server.port());
                ArchivingHub hub = new ArchivingHub(directory, files, settings(line))) {
            line.weather().bandwidth(4_000);
            hub.start().send();
            stopWhileUploading(line);
            hub.kill();
            assertThat(manifests()).isEmpty();
            line.cutAll();
            line.weather().silence(false);
            for (Path draft : drafts().toList()) {
                Files.deleteIfExists(draft);
            }
            hub.start();
            stopWhileUploading(line);
            server.kill();
            line.cutAll();
            line.weather().silence(false);
            await().atMost(PATIENCE).until(() -> hub.text().contains("cannot be reached"));
            assertThat(hub.http().get("/health/ready").status()).isEqualTo(200);
            assertThat(manifests()).isEmpty();
            List<String> before = hub.export();
            line.weather().bandwidth(Long.MAX_VALUE);
            server.start();

            Archiving archiving = new Archiving(hub);
            archiving.isWhole();
            archiving.aDamagedDayStays();
            archiving.comesBack(before);
        }
    }

    /** Nothing passes any more once the server has begun to write a file. */
    private void stopWhileUploading(Proxy line) {
        await().atMost(PATIENCE).until(() -> {
            boolean uploads = drafts().findAny().isPresent();
            line.weather().silence(uploads);
            return uploads;
        });
    }

    private Stream<Path> drafts() throws IOException {
        return all().stream().filter(file -> file.toString().contains(".ndjson.gz"));
    }

    private List<Path> manifests() throws IOException {
        return all().stream()
                .filter(file -> file.toString().contains(".manifest.json"))
                .toList();
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("buckets"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static Map<String, String> settings(Proxy line) {
        return Map.of(
                "HELIOGRAPH_ARCHIVE_S3_ENDPOINT", "http://127.0.0.1:" + line.port(),
                "HELIOGRAPH_ARCHIVE_S3_BUCKET", "events",
                "HELIOGRAPH_ARCHIVE_S3_PREFIX", "kept/",
                "HELIOGRAPH_ARCHIVE_S3_ACCESS_KEY", "me",
                "HELIOGRAPH_ARCHIVE_S3_SECRET_KEY", "geheim");
    }
}
