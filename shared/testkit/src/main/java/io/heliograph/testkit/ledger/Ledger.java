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
            select source, events::int as events, status
              from unnest(?::text[], ?::text[], ?::text[]) as sent (source, events, status)""";
    private static final String STORED = """
            create temporary table stored as
            select source, (payload ->> 'i')::int as i, count(*) as times
              from telemetry
             where type = 'ledger' and source like '%s.%%'
             group by 1, 2""";
    private static final String LOST = """
            select count(*)
              from ledger cross join lateral generate_series(0, events - 1) as event (i)
             where status = 'ACKED'
               and not exists (select from stored where stored.source = ledger.source and stored.i = event.i)""";
    private static final String DUPLICATES = "select coalesce(sum(times - 1), 0) from stored";
    private static final String GHOSTS = """
            select count(*)
              from stored
             where not exists (select from ledger
                                where ledger.source = stored.source and stored.i < events and status <> 'REFUSED')""";
    private static final String TORN = """
            select count(*)
              from (select source, count(*) as found from stored group by 1) as part join ledger using (source)
             where found <> events""";

    private final String name;
    private final int events;
    private final int eventBytes;
    private final List<Batch> batches = new ArrayList<>();
    private final AtomicInteger acked = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /** A ledger whose batches have so many events of about so many bytes; the name tells them from those of others. */
    public Ledger(String name, int events, int eventBytes) {
        this.name = name;
        this.events = events;
        this.eventBytes = eventBytes;
    }

    /** The next batch; three of four bring ids of their own. */
    public synchronized Batch next() {
        Batch batch = new Batch(name + "." + batches.size(), events, batches.size() % 4 != 3, eventBytes);
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
                        batches.stream().map(Batch::name).toArray(String[]::new),
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
