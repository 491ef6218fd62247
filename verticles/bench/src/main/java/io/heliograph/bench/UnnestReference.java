package io.heliograph.bench;

import io.heliograph.contracts.settings.Settings;
import io.heliograph.intake.BatchReader;
import io.heliograph.intake.BodyFormat;
import io.heliograph.intake.Intake;
import io.heliograph.intake.IntakeConfig;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.store.ServerCpu;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the drain is measured against: PostgreSQL alone takes rows like the hub's into a table like the hub's, on two
 * connections, each statement a transaction. The table is a scratch one and is dropped at the end.
 */
public final class UnnestReference {
    private static final int CONNECTIONS = 2;

    private final Vertx vertx = Vertx.vertx();
    private final Intake intake;
    private final Pool pool;
    private final long rows;
    private final int batch;
    private final AtomicLong begun = new AtomicLong();

    private UnnestReference(String url, long rows, int batch) {
        PgConnectOptions server = PgConnectOptions.fromUri(url).setCachePreparedStatements(true);
        this.pool = PgBuilder.pool()
                .using(vertx)
                .with(new PoolOptions().setMaxSize(CONNECTIONS))
                .connectingTo(server)
                .build();
        IntakeConfig usual = IntakeConfig.from(new Settings(Map.of(), Map.of()));
        this.intake = new Intake(usual, Duration.ofDays(1), Clock.systemUTC());
        this.rows = rows;
        this.batch = batch;
    }

    /** What PostgreSQL took, and for how much; sizes are bytes a row. */
    record Taken(long rows, double rowsPerSecond, double cpuSecondsPerMillion, double size, double sizeWithIndexes) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,d rows, %,.0f rows/s, PostgreSQL %.2f CPU s per million, %.0f bytes a row, %.0f with indexes",
                    rows,
                    rowsPerSecond,
                    cpuSecondsPerMillion,
                    size,
                    sizeWithIndexes);
        }
    }

    /** Arguments: database url, plain or partitioned; then, if wanted, how many rows, and how many in a statement. */
    public static void main(String[] arguments) {
        long rows = arguments.length > 2 ? Long.parseLong(arguments[2]) : 2_000_000;
        int batch = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 4_000;
        run(arguments[0], arguments[1].equals("partitioned"), rows, batch)
                .onSuccess(System.out::println)
                .onFailure(failure -> System.err.println("unnest: " + failure.getMessage()))
                .onComplete(ended -> System.exit(ended.failed() ? 1 : 0));
    }

    static Future<Taken> run(String url, boolean partitioned, long rows, int batch) {
        UnnestReference reference = new UnnestReference(url, rows, batch);
        return reference
                .prepare(partitioned)
                .compose(ready -> reference.server())
                .compose(reference::measure)
                .compose(taken -> reference.pool.query(UnnestSql.DROP).execute().map(taken))
                .onComplete(ended -> reference.vertx.close());
    }

    private Future<?> prepare(boolean partitioned) {
        Future<?> dropped = pool.query(UnnestSql.DROP).execute();
        return partitioned
                ? dropped.compose(done -> pool.query(UnnestSql.PARTITIONED).execute())
                        .compose(done -> pool.query(UnnestSql.DAYS).execute())
                : dropped.compose(done -> pool.query(UnnestSql.PLAIN).execute());
    }

    /** The first process of the server, which started the one that answers. */
    private Future<ServerCpu> server() {
        return pool.query(UnnestSql.BACKEND)
                .execute()
                .map(answer -> ProcessHandle.of(answer.iterator().next().getInteger(0))
                        .flatMap(ProcessHandle::parent)
                        .flatMap(first -> ServerCpu.of(first.pid()))
                        .orElseThrow(() -> new IllegalStateException("the server does not run on this machine")));
    }

    private Future<Taken> measure(ServerCpu cpu) {
        Duration cpuBefore = cpu.total();
        long start = System.nanoTime();
        return Future.all(pool.withConnection(this::insertUntilDone), pool.withConnection(this::insertUntilDone))
                .compose(done -> {
                    double seconds = (System.nanoTime() - start) / 1e9;
                    double used = cpu.total().minus(cpuBefore).toMillis() / 1e3;
                    return pool.query(UnnestSql.SIZES)
                            .execute()
                            .map(sizes -> taken(seconds, used, sizes.iterator().next()));
                });
    }

    private Taken taken(double seconds, double cpuSeconds, Row sizes) {
        double written = begun.get();
        return new Taken(
                begun.get(),
                written / seconds,
                cpuSeconds / written * 1e6,
                sizes.getLong(0) / written,
                sizes.getLong(1) / written);
    }

    private Future<Void> insertUntilDone(SqlClient connection) {
        if (begun.getAndAdd(batch) >= rows) {
            begun.getAndAdd(-batch);
            return Future.succeededFuture();
        }
        List<JournaledEvent> events =
                BatchReader.read(intake.read(SampleEvents.batch(batch), BodyFormat.JSON, "default")
                        .bytes());
        return connection
                .preparedQuery(UnnestSql.INSERT)
                .execute(UnnestSql.columns(events))
                .compose(inserted -> insertUntilDone(connection));
    }
}
