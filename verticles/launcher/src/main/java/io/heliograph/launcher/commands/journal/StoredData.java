package io.heliograph.launcher.commands.journal;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.launcher.settings.HubConfig;
import io.heliograph.store.Database;
import io.heliograph.store.DatabaseAddress;
import io.heliograph.store.embedded.Coordinates;
import io.heliograph.store.embedded.EmbeddedPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** The database of a hub, asked past the hub. */
public final class StoredData {
    private final HubConfig config;
    private final DatabaseAddress address;

    private StoredData(HubConfig config, DatabaseAddress address) {
        this.config = config;
        this.address = address;
    }

    /** The database that these settings name. Throws CannotStart when it is the embedded one and does not run. */
    public static StoredData of(HubConfig config) throws IOException {
        if (!config.database().embedded()) {
            return new StoredData(
                    config, DatabaseAddress.parse(config.database().url()));
        }
        Optional<Coordinates> running = EmbeddedPostgres.running(config.dataDirectory());
        return running.map(at -> DatabaseAddress.of(at.host(), at.port(), at.database(), at.user(), at.password()))
                .map(address -> new StoredData(config, address))
                .orElseThrow(() -> new CannotStart("the embedded PostgreSQL does not run"));
    }

    /** Puts a question as who is named, and waits for the answer. */
    public <T> T ask(String who, Function<Database, Future<T>> question)
            throws InterruptedException, ExecutionException {
        Vertx vertx = Vertx.vertx();
        try {
            return Database.open(vertx, address, config.database(), who)
                    .compose(question)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } finally {
            vertx.close();
        }
    }
}
