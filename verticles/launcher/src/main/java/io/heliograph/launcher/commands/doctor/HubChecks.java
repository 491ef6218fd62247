package io.heliograph.launcher.commands.doctor;

import io.heliograph.contracts.settings.InvalidSettings;
import io.heliograph.launcher.commands.doctor.DatabaseCheck.Reached;
import io.heliograph.launcher.settings.HubConfig;
import io.heliograph.launcher.settings.SettingsSources;
import io.heliograph.store.Database;
import io.heliograph.store.DatabaseAddress;
import io.heliograph.store.DatabaseConfig;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** What the doctor knows of this hub: its settings, where its data lies, and the external database if it uses one. */
public final class HubChecks {
    private static final Path USUAL_DATA = Path.of("data");

    private final Clock clock;

    public HubChecks(Clock clock) {
        this.clock = clock;
    }

    public Path dataDirectory() {
        return settings().map(HubConfig::dataDirectory).orElse(USUAL_DATA);
    }

    public List<Check> all() {
        List<Check> checks = new ArrayList<>();
        SettingsCheck settings = HubChecks::problems;
        checks.add(settings.check());
        settings().map(HubConfig::database).filter(config -> !config.embedded()).ifPresent(config -> {
            DatabaseCheck database = () -> reach(config);
            checks.add(database.check(clock));
        });
        return checks;
    }

    private static HubConfig read() {
        return HubConfig.from(SettingsSources.read(Optional.empty(), System.getenv(), Map.of()));
    }

    private static Optional<HubConfig> settings() {
        return problems().isEmpty() ? Optional.of(read()) : Optional.empty();
    }

    private static List<String> problems() {
        try {
            read();
            return List.of();
        } catch (InvalidSettings e) {
            return e.problems();
        } catch (RuntimeException e) {
            return List.of(e.getMessage());
        }
    }

    private static Reached reach(DatabaseConfig config) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            return Database.open(vertx, DatabaseAddress.parse(config.url()), config, "doctor")
                    .compose(Database::server)
                    .map(server -> new Reached(server.version(), server.now()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            vertx.close();
        }
    }
}
