package io.heliograph.store;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.heliograph.contracts.problems.CannotStart;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a server can be reached, is new enough and keeps what it confirms, said in one sentence if not. */
record ServerCheck(DatabaseAddress address, boolean allowUnsafe) {
    static final int OLDEST = 15;
    private static final long PAUSE_MS = 500;

    private static final Logger LOG = LoggerFactory.getLogger(ServerCheck.class);
    private static final String LOOK = """
            select current_setting('server_version'), current_setting('server_version_num')::int,
                   current_setting('server_encoding'), current_setting('fsync'),
                   current_setting('full_page_writes'), current_setting('synchronous_commit')""";

    /** Looks again for that long at a server that is away: whatever starts both may start the hub first. */
    Future<Void> run(Vertx vertx, WatchedPool pool, Duration patience) {
        return look(vertx, pool, patience.toNanos(), System.nanoTime(), false).map(rows -> {
            examine(rows.iterator().next());
            return null;
        });
    }

    private Future<RowSet<Row>> look(Vertx vertx, WatchedPool pool, long patience, long since, boolean isTold) {
        return pool.run(connections -> connections.query(LOOK).execute()).recover(failure -> {
            String sentence = sentence(failure);
            if (!Outage.isAway(failure) || isAboutSsl(failure) || System.nanoTime() - since >= patience) {
                return Future.failedFuture(new CannotStart(sentence));
            }
            if (!isTold) {
                LOG.warn(
                        "{} Trying again for {} s (database.start-timeout).",
                        sentence,
                        NANOSECONDS.toSeconds(patience));
            }
            return vertx.timer(PAUSE_MS, MILLISECONDS).compose(passed -> look(vertx, pool, patience, since, true));
        });
    }

    private void examine(Row server) {
        if (server.getInteger(1) < OLDEST * 10_000) {
            throw new CannotStart("The database %s is PostgreSQL %s; Heliograph needs %d or newer."
                    .formatted(address, server.getString(0), OLDEST));
        }
        if (!server.getString(2).equals("UTF8")) {
            throw new CannotStart(
                    "The database %s has the encoding %s; create one with: createdb --encoding=UTF8 --template=template0"
                            .formatted(address, server.getString(2)));
        }
        List<String> off = off(server);
        if (!off.isEmpty()) {
            String sentence = "The database %s runs with %s = off, so a crash may take back what was stored"
                    .formatted(address, String.join(" = off, ", off));
            if (!allowUnsafe) {
                throw new CannotStart(
                        sentence + "; turn it on, or set database.allow-unsafe: true if the data may be lost.");
            }
            LOG.warn("{}; database.allow-unsafe lets it pass.", sentence);
        }
    }

    private static List<String> off(Row server) {
        List<String> settings = List.of("fsync", "full_page_writes", "synchronous_commit");
        List<String> off = new ArrayList<>();
        for (int i = 0; i < settings.size(); i++) {
            if (server.getString(3 + i).equals("off")) {
                off.add(settings.get(i));
            }
        }
        return off;
    }

    private String sentence(Throwable failure) {
        if (failure instanceof PgException answer) {
            return sentence(answer);
        }
        String reason = String.valueOf(failure.getMessage());
        if (isAboutSsl(failure)) {
            return "The database %s cannot be reached with sslmode=%s (%s); see sslmode and sslrootcert in database.url."
                    .formatted(address, mode(), reason);
        }
        return "The database %s cannot be reached (%s); is PostgreSQL running there, and is database.url right?"
                .formatted(address, reason);
    }

    private static boolean isAboutSsl(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains("SSL");
    }

    private String mode() {
        return address.sslMode().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String sentence(PgException answer) {
        return switch (String.valueOf(answer.getSqlState())) {
            case "28P01", "28000" ->
                "The database %s does not let user %s in (%s); check user and password in database.url."
                        .formatted(address, address.user(), answer.getErrorMessage());
            case "3D000" ->
                "There is no database %s on %s:%d; create it with: createdb --encoding=UTF8 %s"
                        .formatted(address.database(), address.host(), address.port(), address.database());
            default ->
                "The database %s cannot be used: %s (SQLSTATE %s)."
                        .formatted(address, answer.getErrorMessage(), answer.getSqlState());
        };
    }
}
