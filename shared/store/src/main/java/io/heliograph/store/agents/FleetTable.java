package io.heliograph.store.agents;

import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Iterator;
import java.util.Optional;

/** What holds for the agents of a project, as one document with a version, and whether its agents stand still. */
public final class FleetTable {
    private static final String FIND = "select version, document from fleet where project = $1::text";
    private static final String ADD = """
            insert into fleet (project, version, halted, document) values ($1::text, $2::int8, $3::bool, $4::text)
            on conflict (project) do nothing""";
    private static final String REPLACE = """
            update fleet set version = $2::int8, halted = $3::bool, document = $4::text
             where project = $1::text and version = $2::int8 - 1""";

    private final Database database;

    public FleetTable(Database database) {
        this.database = database;
    }

    /** A document and which version of it this is. */
    public record Kept(long version, String document) {}

    public Future<Optional<Kept>> find(String project) {
        return database.read(FIND, Tuple.of(project)).map(rows -> {
            Iterator<Row> found = rows.iterator();
            if (!found.hasNext()) {
                return Optional.empty();
            }
            Row row = found.next();
            return Optional.of(new Kept(row.getLong(0), row.getString(1)));
        });
    }

    /** Keeps the next version; false if somebody else has kept it meanwhile. */
    public Future<Boolean> keep(String project, long version, boolean halted, String document) {
        return database.write(version == 1 ? ADD : REPLACE, Tuple.of(project, version, halted, document))
                .map(kept -> kept.rowCount() == 1);
    }
}
