package io.heliograph.store.retain;

import static io.heliograph.store.retain.FloorTable.utc;

import io.heliograph.contracts.events.Order;
import io.heliograph.contracts.maintenance.Job;
import io.heliograph.contracts.maintenance.JobPage;
import io.heliograph.store.Database;
import io.heliograph.store.events.ListCursor;
import io.heliograph.store.events.ListCursor.Kind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The jobs of maintenance: what waits, how far each has come, what became of it. */
public final class JobTable {
    private static final String COLUMNS = "id, kind, project, before, subject, state, node, days, days_done, events,"
            + " bytes, created_at, ended_at, detail ";
    private static final String ADD = """
            insert into maintenance_job (kind, project, before, subject)
            values ($1::text, $2::text, $3::timestamptz, $4::text) returning\s""" + COLUMNS;

    /** The ones that ended long ago make room, so that the table stays small. */
    private static final String FORGET = """
            delete from maintenance_job
             where state not in ('waiting', 'running')
               and id <= (select id from maintenance_job order by id desc offset $1::int8 limit 1)""";

    private static final String NEXT = "select " + COLUMNS + """
              from maintenance_job where state in ('waiting', 'running') order by id limit 1""";
    private static final String FIND = "select " + COLUMNS
            + " from maintenance_job where id = $1::int8 and ($2::text is null or project = $2::text)";
    private static final String PAGE = "select " + COLUMNS + """
              from maintenance_job
             where id < $1::int8 and ($2::text is null or project = $2::text)
             order by id desc limit $3::int8""";
    private static final String BEGIN = """
            update maintenance_job
               set state = 'running', node = $2::text, days = $3::int4, days_done = 0, detail = null
             where id = $1::int8 and state in ('waiting', 'running')""";
    private static final String ADVANCE = """
            update maintenance_job
               set days_done = days_done + 1, events = events + $2::int8, bytes = bytes + $3::int8
             where id = $1::int8 and state = 'running'""";
    private static final String END = """
            update maintenance_job set state = $2::text, detail = $3::text, ended_at = now()
             where id = $1::int8 and state in ('waiting', 'running')""";
    private static final String CANCEL = """
            update maintenance_job set state = 'cancelled', ended_at = now()
             where id = $1::int8 and ($2::text is null or project = $2::text) and state in ('waiting', 'running')""";
    private static final int KEPT = 1_000;

    private final Database database;

    public JobTable(Database database) {
        this.database = database;
    }

    /** Adds a job that waits; with null, it is about all projects. */
    public Future<Job> add(String kind, String project, Instant before, String subject) {
        return database.write(FORGET, Tuple.of((long) KEPT))
                .compose(room -> database.write(ADD, Tuple.of(kind, project, utc(before), subject)))
                .map(JobTable::first)
                .map(Optional::orElseThrow);
    }

    /** The oldest that is not over, whether it waits or its node went away. */
    public Future<Optional<Job>> next() {
        return database.read(NEXT, Tuple.tuple()).map(JobTable::first);
    }

    /** One job of a project; with null, of any. */
    public Future<Optional<Job>> find(String project, long id) {
        return database.read(FIND, Tuple.of(id, project)).map(JobTable::first);
    }

    /** Jobs of a project, newest first; with null, of all. */
    public Future<JobPage> page(String project, String cursor, int size) {
        return Future.succeededFuture(cursor)
                .map(text -> ListCursor.decode(text, Kind.JOBS, Order.DESC))
                .compose(last -> database.read(
                        PAGE, Tuple.of(last == null ? Long.MAX_VALUE : last.number(), project, size + 1L)))
                .map(rows -> page(rows, size));
    }

    /** Says that a node begins with a job, or begins anew; false if it is over. */
    public Future<Boolean> begin(long id, String node, int days) {
        return database.write(BEGIN, Tuple.of(id, node, days)).map(JobTable::touched);
    }

    /** One day more is done; false if the job is over, for somebody cancelled it. */
    public Future<Boolean> advance(long id, long events, long bytes) {
        return database.write(ADVANCE, Tuple.of(id, events, bytes)).map(JobTable::touched);
    }

    public Future<Void> end(long id, Job.State state, String detail) {
        return database.write(END, Tuple.of(id, state.toString(), detail)).mapEmpty();
    }

    /** Ends a job that is not over; false if there is none. */
    public Future<Boolean> cancel(String project, long id) {
        return database.write(CANCEL, Tuple.of(id, project)).map(JobTable::touched);
    }

    private static JobPage page(RowSet<Row> rows, int size) {
        List<Job> jobs = new ArrayList<>();
        rows.forEach(row -> jobs.add(job(row)));
        if (jobs.size() <= size) {
            return new JobPage(jobs, null);
        }
        long last = jobs.get(size - 1).id();
        return new JobPage(
                jobs.subList(0, size),
                ListCursor.of(Kind.JOBS, Order.DESC, last).encode());
    }

    private static Optional<Job> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(job(rows.iterator().next()));
    }

    private static boolean touched(RowSet<Row> rows) {
        return rows.rowCount() == 1;
    }

    private static Job job(Row row) {
        return new Job(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("project"),
                instant(row.getOffsetDateTime("before")),
                row.getString("subject"),
                Job.State.parse(row.getString("state")),
                row.getString("node"),
                row.getInteger("days"),
                row.getInteger("days_done"),
                row.getLong("events"),
                row.getLong("bytes"),
                instant(row.getOffsetDateTime("created_at")),
                instant(row.getOffsetDateTime("ended_at")),
                row.getString("detail"));
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
