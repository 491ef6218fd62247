package io.heliograph.store.retain;

import io.heliograph.contracts.retention.Floors;
import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** From when on events are left after what was pruned. */
public final class FloorTable {
    private static final String EVERYWHERE = "";
    private static final String READ = "select project, before from retention_floor where before > $1::timestamptz";
    private static final String RAISE = """
            insert into retention_floor as known (project, before) values ($1::text, $2::timestamptz)
                on conflict (project) do update set before = greatest(known.before, excluded.before)""";

    private final Database database;

    public FloorTable(Database database) {
        this.database = database;
    }

    /** The floors that still matter: those below this time hide nothing that the rules do not. */
    public Future<Floors> read(Instant since) {
        return database.read(READ, Tuple.of(utc(since))).map(rows -> {
            Instant everywhere = Instant.MIN;
            Map<String, Instant> byProject = new HashMap<>();
            for (Row row : rows) {
                Instant before = row.getOffsetDateTime(1).toInstant();
                if (row.getString(0).equals(EVERYWHERE)) {
                    everywhere = before;
                } else {
                    byProject.put(row.getString(0), before);
                }
            }
            return new Floors(everywhere, byProject);
        });
    }

    /** Lets all of a project's events from before this time expire; with null, those of all projects. */
    public Future<Void> raise(String project, Instant before) {
        return database.write(RAISE, Tuple.of(project == null ? EVERYWHERE : project, utc(before)))
                .mapEmpty();
    }

    /** Takes all prunes back. */
    public Future<Void> lift() {
        return database.write("delete from retention_floor", Tuple.tuple()).mapEmpty();
    }

    /** As a parameter, moved into the years that PostgreSQL and its clients can both tell. */
    static OffsetDateTime utc(Instant time) {
        Instant early = Instant.parse("0001-01-01T00:00:00Z");
        return (time.isBefore(early) ? early : time).atOffset(ZoneOffset.UTC);
    }
}
