package io.heliograph.launcher.commands.journal;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.contracts.settings.InvalidSettings;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.settings.HubConfig;
import io.heliograph.launcher.settings.SettingsSources;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whose data a command is about: the settings are read as the hub reads them. */
public final class DataOptions {
    @Option(
            names = {"--data", "--data-dir"},
            paramLabel = "DIR",
            description = "The data directory; the one in the settings if left out.")
    Path data;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings file (default: conf/heliograph.yaml).")
    Path config;

    public HubConfig settings() throws CommandFailed {
        Map<String, String> given = data == null ? Map.of() : Map.of("data.dir", data.toString());
        try {
            return HubConfig.from(SettingsSources.read(Optional.ofNullable(config), System.getenv(), given));
        } catch (InvalidSettings e) {
            throw CommandFailed.usage(String.join("; ", e.problems()));
        } catch (CannotStart e) {
            throw CommandFailed.usage(e.getMessage());
        }
    }
}
