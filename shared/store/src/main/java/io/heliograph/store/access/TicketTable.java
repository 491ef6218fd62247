package io.heliograph.store.access;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/** Tickets that are out. Each is given to whoever deletes it, so that two nodes cannot both take it. */
public final class TicketTable {
    private static final String ADD = """
            insert into access_ticket (hash, subject, project, scopes, caller_expires, credential, expires_at)
            select $1::bytea, $2::text, $3::text, $4::text[], $5::timestamptz, $6::text, now() + $7::int8 * interval '1 millisecond'
             where (select count(*) from access_ticket where subject = $2::text and expires_at > now()) < $8::int8
            returning expires_at""";
    private static final String TAKE = """
            delete from access_ticket where hash = $1::bytea
            returning subject, project, scopes, caller_expires, expires_at > now(), credential""";
    private static final String PURGE = "delete from access_ticket where expires_at <= now()";

    private final Database database;

    public TicketTable(Database database) {
        this.database = database;
    }

    /** Keeps a ticket of the caller's for so long, and tells until when; empty if he has so many out. */
    public Future<Optional<Instant>> add(byte[] hash, Caller caller, Duration life, int mostOfCaller) {
        Tuple values = Tuple.tuple()
                .addBuffer(Buffer.buffer(hash))
                .addString(caller.subject())
                .addString(caller.project())
                .addArrayOfString(Columns.texts(caller.scopes()))
                .addOffsetDateTime(Columns.utc(caller.expires()))
                .addString(caller.credential())
                .addLong(life.toMillis())
                .addLong((long) mostOfCaller);
        return database.write(ADD, values).map(rows -> {
            Iterator<Row> added = rows.iterator();
            return added.hasNext() ? Optional.of(Columns.time(added.next(), 0)) : Optional.empty();
        });
    }

    /** Whom the ticket stands for; empty if there is none, it was used, or its time is over. */
    public Future<Optional<Caller>> take(byte[] hash) {
        return database.write(TAKE, Tuple.of(Buffer.buffer(hash))).map(rows -> {
            Iterator<Row> taken = rows.iterator();
            return taken.hasNext()
                    ? Optional.of(taken.next()).filter(row -> row.getBoolean(4)).map(TicketTable::caller)
                    : Optional.empty();
        });
    }

    /** Throws away those whose time is over. */
    public Future<Void> purge() {
        return database.write(PURGE, Tuple.tuple()).mapEmpty();
    }

    private static Caller caller(Row row) {
        return new Caller(
                row.getString(0),
                row.getString(1),
                Set.copyOf(Columns.scopes(row.getArrayOfStrings(2))),
                Columns.time(row, 3),
                row.getString(5));
    }
}
