package io.heliograph.drain;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.bus.Topics.Appended;
import io.heliograph.flow.Balance;
import io.heliograph.flow.Balance.Figures;
import io.heliograph.intake.BodyFormat;
import io.heliograph.intake.EventBatch;
import io.heliograph.intake.Intake;
import io.heliograph.intake.IntakeConfig;
import io.heliograph.intake.MaskingConfig;
import io.heliograph.journal.FileJournal;
import io.heliograph.journal.Journal;
import io.heliograph.journal.JournalConfig;
import io.heliograph.journal.JournalConfig.OnDamage;
import io.heliograph.store.Database;
import io.heliograph.store.DatabaseConfig;
import io.heliograph.store.JournalCursors;
import io.heliograph.store.JournalCursors.Cursor;
import io.heliograph.store.Leases;
import io.heliograph.store.embedded.Coordinates;
import io.heliograph.store.events.DeadLetterReplay;
import io.heliograph.store.events.DeadLetters;
import io.heliograph.store.events.EventWriter;
import io.heliograph.store.events.NameBook;
import io.heliograph.store.events.Partitions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A node with nothing but a journal, a database and the drain between them. */
final class Drained implements AutoCloseable {
    /** Goes on without what a test damages. */
    private static final JournalConfig JOURNAL =
            new JournalConfig(1 << 20, 2, 64 << 20, 0, 8 << 20, Duration.ZERO, OnDamage.SET_ASIDE);

    private final Intake intake = new Intake(
            new IntakeConfig(
                    32,
                    256,
                    1 << 16,
                    1 << 18,
                    10_000,
                    Duration.ofMinutes(10),
                    2,
                    new MaskingConfig(List.of(), List.of(), List.of(), 16)),
            Duration.ofDays(30),
            InstantSource.system());
    private final Path directory;
    private final Coordinates postgres;
    private final DrainConfig config;
    private final DatabaseConfig patience;
    private Vertx vertx;
    private String deployment;

    Bus bus;
    Balance balance;
    DrainProgress progress;
    DeadLetterFigures deadLetters;
    JournalCursors cursors;
    Journal journal;
    Database database;
    int mostDeadLetters = DeadLetters.MOST;

    Drained(Coordinates postgres, Path directory) {
        this(postgres, directory, 1_000_000);
    }

    /** Stores the newest events first when more than so many wait. */
    Drained(Coordinates postgres, Path directory, int newestFirstAbove) {
        this(postgres, directory, newestFirstAbove, Postgres.CONFIG);
    }

    /** With a patience of its own with PostgreSQL. */
    Drained(Coordinates postgres, Path directory, int newestFirstAbove, DatabaseConfig patience) {
        this.patience = patience;
        this.postgres = postgres;
        this.directory = directory;
        config = new DrainConfig(
                1_000, newestFirstAbove, Duration.ZERO, 0, Duration.ofMillis(50), Duration.ofMillis(100));
        boot();
    }

    private void boot() {
        vertx = Vertx.vertx();
        bus = new Bus(vertx);
        balance = new Balance();
        progress = new DrainProgress();
        deadLetters = new DeadLetterFigures();
        database = Postgres.open(vertx, postgres, patience);
        cursors = new JournalCursors(database);
        journal = await(FileJournal.open(vertx, directory.resolve("journal"), JOURNAL, fatal -> {}));
    }

    /** So many events, each with an id of its own, made of its type and number. */
    static String batch(int first, int events) {
        return IntStream.range(first, first + events)
                .mapToObj(number -> event("sample", number))
                .collect(Collectors.joining("\n"));
    }

    /** One event of a type. */
    static String batch(String type, int number) {
        return event(type, number);
    }

    private static String event(String type, int number) {
        return "{\"type\":\"%1$s\",\"id\":\"%1$s-%2$d\",\"agent_id\":\"a\"}".formatted(type, number);
    }

    /** Takes the parts as one request, as a door does. */
    void accept(String project, String... parts) {
        EventBatch batch = intake.read(Buffer.buffer(String.join("\n", parts)), BodyFormat.NDJSON, project);
        long end = await(journal.append(batch));
        if (deployment != null) {
            balance.answered(project, batch.count(), 0, 0);
        }
        bus.publish(Topics.APPENDED, new Appended(end));
    }

    void start() {
        DeadLetters letters = new DeadLetters(database, mostDeadLetters);
        EventWriter writer =
                new EventWriter(database, new Partitions(database), new NameBook(database), letters, List.of());
        await(vertx.deployVerticle(
                new DeadLettersVerticle(bus, letters, new DeadLetterReplay(database, writer), deadLetters)));
        PartitionUpkeep upkeep = new PartitionUpkeep(new Partitions(database), new Leases(database), "test");
        deployment = await(vertx.deployVerticle(
                new DrainVerticle(config, "node", journal, cursors, writer, upkeep, bus, balance, progress)));
    }

    /** Ends the node in order. */
    void stop() {
        await(vertx.undeploy(deployment));
    }

    /** Takes the database away first, so that nothing that is under way gets through, and leaves the journal as it is. */
    void crash() {
        await(database.close());
        close();
        deployment = null;
        boot();
    }

    /** Flips a bit of the record that holds the word, while the journal is closed, so that the next one goes on without it. */
    void damage(String word) {
        await(journal.close());
        try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".log")).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (content.contains(word)) {
                    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
                    bytes[content.indexOf(word)] ^= 1;
                    Files.write(file, bytes);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        journal = await(FileJournal.open(vertx, directory.resolve("journal"), JOURNAL, fatal -> {}));
    }

    void restart() {
        start();
    }

    void awaitDrained() {
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> progress.now().applied() == journal.end());
    }

    Figures figures(String project) {
        return balance.snapshot().get(project);
    }

    Cursor cursor() {
        return await(cursors.read(journal.id())).orElseThrow();
    }

    /** Moves the cursor as a commit whose answer never came. */
    void commitUnseen(int events) {
        sql("update journal_cursor set applied = applied + %1$d, stored = stored + %1$d".formatted(events));
    }

    void refuse(String reaction) {
        refuse(reaction, "poison");
    }

    /** Lets PostgreSQL react to events of a type. */
    void refuse(String reaction, String type) {
        sql("create function react() returns trigger language plpgsql as $$ begin " + reaction + "; end $$");
        sql("create trigger reaction before insert on telemetry for each row when (new.own_id like '" + type
                + "-%') execute function react()");
    }

    void refuseNothing() {
        sql("drop trigger reaction on telemetry");
    }

    /** Keeps every writer of events waiting until the promise is completed. */
    Future<Void> hold(Promise<Void> released) {
        Promise<Void> held = Promise.promise();
        database.transaction(holder -> holder.query("lock table telemetry in share mode")
                        .execute()
                        .onSuccess(locked -> held.complete())
                        .compose(locked -> released.future()))
                .onFailure(held::tryFail);
        return held.future();
    }

    void sql(String statement) {
        await(database.write(statement, Tuple.tuple()));
    }

    long count(String from) {
        return await(database.read("select count(*) from " + from, Tuple.tuple()))
                .iterator()
                .next()
                .getLong(0);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        await(journal.close());
        await(database.close());
        await(vertx.close());
    }
}
