package io.heliograph.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.launcher.version.Version;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class VersionCommandTest {
    private final Desk desk = new Desk();

    @Test
    void theVersionIsTheOneOfTheBuild() {
        assertThat(Version.current().number()).matches("\\d+\\.\\d+\\.\\d+.*");

        assertThat(new CommandLine(new VersionCommand(desk.surroundings())).execute("--verbose"))
                .isZero();

        assertThat(desk.out())
                .contains("heliograph " + Version.current().number())
                .containsPattern("vert.x +5\\.")
                .containsPattern("netty +4\\.")
                .containsPattern("jackson +2\\.");
    }
}
