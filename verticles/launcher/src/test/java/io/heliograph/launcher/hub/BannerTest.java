package io.heliograph.launcher.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.launcher.hub.Banner.Wants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BannerTest {
    private static final Node NODE =
            new Node("node-1", "http", "127.0.0.1", 8001, List.of("gateway"), "1.0", Instant.EPOCH);

    @TempDir
    Path data;

    @Test
    void anOpenHubIsTriedWithNothing() {
        assertThat(text(Wants.NOTHING)).contains("curl -s ").doesNotContain("HELIOGRAPH_KEY");
    }

    @Test
    void aHubOfTokensIsTriedWithOneAndPromisesNoFile() {
        assertThat(text(Wants.TOKEN))
                .contains("Authorization: Bearer $HELIOGRAPH_KEY", "a token of your issuer")
                .doesNotContain("X-API-KEY", "first-key");
    }

    @Test
    void aFirstKeyIsNamedWhileItsFileIsThere() throws IOException {
        assertThat(text(Wants.KEY)).contains("X-API-KEY: $HELIOGRAPH_KEY").doesNotContain("export");
        Files.createFile(data.resolve("first-key"));
        assertThat(text(Wants.KEY)).contains("export HELIOGRAPH_KEY=$(cat ");
    }

    private String text(Wants wants) {
        return Banner.text(NODE, true, wants, data.resolve("first-key"), data, "somewhere", Duration.ofSeconds(1));
    }
}
