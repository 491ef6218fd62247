package io.heliograph.testkit.ledger;

import io.heliograph.testkit.Sql;
import io.heliograph.testkit.ledger.Batch.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What was sent and what became known of it; compared by SQL with what is stored. */
public final class Ledger {
    private static final String TABLE = """
            create temporary table ledger as
            select batch::int as batch, events::int as events, status
              from unnest(?::text[], ?::text[], ?::text[]) as sent (batch, events, status)""";
    private static final String STORED = """
            create temporary table stored as
            select (payload ->> 'batch')::int as batch, (payload ->> 'i')::int as i, count(*) as times
              from events
             where type = 'ledger.%1$s' and source like '%1$s-%%' and agent_id = 'load'
             group by 1, 2""";
    private static final String LOST = """
            select count(*)
              from ledger cross join lateral generate_series(0, events - 1) as event (i)
             where status = 'ACKED'
               and not exists (select from stored where stored.batch = ledger.batch and stored.i = event.i)""";
    private static final String DUPLICATES = "select coalesce(sum(times - 1), 0) from stored";
    private static final String GHOSTS = """
            select count(*)
              from stored
             where not exists (select from ledger
                                where ledger.batch = stored.batch and stored.i < events and status <> 'REFUSED')""";
    private static final String TORN = """
            select count(*)
              from (select batch, count(*) as found from stored group by 1) as part join ledger using (batch)
             where found <> events""";

    private final String name;
    private final int events;
    private final int eventBytes;
    private final int batchesOfASource;
    private final List<Batch> batches = new ArrayList<>();
    private final AtomicInteger acked = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /** A ledger whose batches have so many events of about so many bytes; the name tells them from those of others. */
    public Ledger(String name, int events, int eventBytes) {
        this(name, events, eventBytes, 20);
    }

    /** The same, with a new source after so many batches. */
    public Ledger(String name, int events, int eventBytes, int batchesOfASource) {
        this.name = name;
        this.events = events;
        this.eventBytes = eventBytes;
        this.batchesOfASource = batchesOfASource;
    }

    /** The next batch; three of four bring ids of their own. */
    public synchronized Batch next() {
        int number = batches.size();
        Batch batch = new Batch(name, number, number / batchesOfASource, events, number % 4 != 3, eventBytes);
        batches.add(batch);
        return batch;
    }

    /** Writes down what became of a batch. */
    public void settle(Batch batch, Status status) {
        batch.settle(status);
        switch (status) {
            case ACKED -> acked.incrementAndGet();
            case REFUSED -> refused.incrementAndGet();
            case UNKNOWN -> {}
        }
    }

    /** How many batches were acknowledged so far. */
    public int acked() {
        return acked.get();
    }

    /** How many batches were refused for good so far. */
    public int refused() {
        return refused.get();
    }

    /** Compares with the table of events; everything has to be drained. */
    public synchronized Verdict judge(Sql database) {
        database.run("drop table if exists ledger, stored");
        database.run(
                TABLE,
                List.of(
                        batches.stream()
                                .map(batch -> Integer.toString(batch.number()))
                                .toArray(String[]::new),
                        batches.stream()
                                .map(batch -> Integer.toString(batch.events()))
                                .toArray(String[]::new),
                        batches.stream().map(batch -> batch.status().name()).toArray(String[]::new)));
        database.run(STORED.formatted(name));
        database.run("analyze ledger", "analyze stored");
        return new Verdict(
                count(Status.ACKED),
                count(Status.UNKNOWN),
                count(Status.REFUSED),
                database.number(LOST),
                database.number(DUPLICATES),
                database.number(GHOSTS),
                database.number(TORN));
    }

    private long count(Status status) {
        return batches.stream().filter(batch -> batch.status() == status).count();
    }
}
