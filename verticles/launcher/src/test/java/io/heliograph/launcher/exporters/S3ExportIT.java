package io.heliograph.launcher.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.heliograph.testkit.TargetServer;
import io.heliograph.testkit.faults.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A real server of S3's language, killed and started again under load, and the hub too. */
class S3ExportIT {
    @TempDir
    Path directory;

    /** What this server was writing when it was killed lies there under a name of its own. */
    private static final Pattern DRAFT = Pattern.compile("\\.gz-[0-9a-f-]{36}$");

    @Test
    void everyEventIsInExactlyOneObjectWhoeverIsKilled() throws IOException {
        try (TargetServer server = TargetServer.s3(directory).start();
                ExportingHub hub = new ExportingHub(
                                directory,
                                "kind=s3",
                                "endpoint=http://127.0.0.1:" + server.port(),
                                "bucket=events",
                                "prefix=hub/",
                                "access-key=me",
                                "secret-key=geheim",
                                "batch-size=64KiB",
                                "batch-age=300ms",
                                "breaker-reset=500ms",
                                "longest-pause=500ms")
                        .start()) {
            int acked = hub.sendWhileKilled(server);
            long accepted = hub.awaitEnd();

            List<String> ids = new ArrayList<>();
            int objects = 0;
            try (S3Client client = client(server)) {
                for (S3Object object : client.listObjectsV2Paginator(list -> list.bucket("events"))
                        .contents()) {
                    if (DRAFT.matcher(object.key()).find()) {
                        continue;
                    }
                    assertThat(object.key()).matches("hub/\\d{4}/\\d\\d/\\d\\d/[0-9a-f-]{36}/\\d{20}\\.ndjson\\.gz");
                    // Each begins where the one before ended: nothing is missing, and nothing is there twice.
                    assertThat(positionOf(object)).isEqualTo(ids.size());
                    ids.addAll(idsIn(client, object));
                    objects++;
                }
            }
            assertThat(ids).hasSize((int) accepted);
            assertThat(new HashSet<>(ids).containsAll(Sender.ids(acked))).isTrue();
            Outcome.of(
                    "exporters, S3",
                    "%d acknowledged, %d accepted, 0 missing, 0 twice, in order, in %d objects; %d handed over again",
                    acked,
                    accepted,
                    objects,
                    hub.repeated());
        }
    }

    private static long positionOf(S3Object object) {
        String name = object.key().substring(object.key().lastIndexOf('/') + 1);
        return Long.parseLong(name.substring(0, 20));
    }

    private static List<String> idsIn(S3Client client, S3Object object) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> ids = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(client.getObject(get -> get.bucket("events").key(object.key()))),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ids.add(json.readTree(line).get("id").asText());
            }
        }
        return ids;
    }

    private static S3Client client(TargetServer server) {
        return S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("me", "geheim")))
                .build();
    }
}
