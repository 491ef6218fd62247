package io.heliograph.store.access;

import io.heliograph.contracts.access.AccessKey;
import io.heliograph.contracts.access.KeyPage;
import io.heliograph.contracts.events.Order;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.store.Database;
import io.heliograph.store.events.ListCursor;
import io.heliograph.store.events.ListCursor.Kind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of all projects. A revoked one stays, so that it can be seen who had it and when it was last used. */
public final class KeyTable {
    /** "hg_keys." in ASCII: the lock under which keys are made, so that two at once do not exceed a bound. */
    private static final String LOCK = "select pg_advisory_xact_lock(7523378016331199278)";

    private static final String LIVE = "revoked_at is null and (expires_at is null or expires_at > now())";
    private static final String SHOWN =
            "id, name, project, scopes, created_by, created_at, expires_at, last_used_at, revoked_at";

    private static final String INSERT = """
            insert into access_key (id, hash, name, project, scopes, created_by, expires_at)
            select $1::text, $2::bytea, $3::text, $4::text, $5::text[], $6::text, $7::timestamptz""";
    private static final String WITHIN_BOUND =
            " where (select count(*) from access_key where project = $4::text and " + LIVE + ") < $8::int8";
    private static final String IF_NONE_MANAGES = " where $8::int8 > 0 and not exists (select from access_key"
            + " where scopes @> array['keys:manage', 'projects:manage'] and " + LIVE + ")";
    private static final String RETURNING = " returning " + SHOWN;

    private static final String FIND = """
            select id, hash, project, scopes, expires_at, last_used_at from access_key
             where id = $1::text and revoked_at is null""";
    private static final String KEPT = "select id from access_key where id = any($1::text[]) and revoked_at is null";
    private static final String LIST = "select " + SHOWN + """
            , number from access_key
             where ($1::text is null or project = $1::text) and ($2::int8 is null or number < $2::int8)
             order by number desc limit $3::int8""";
    private static final String REVOKE = """
            with ended as (
                update access_key set revoked_at = coalesce(revoked_at, now())
                 where id = $1::text and ($2::text is null or project = $2::text)
                returning *),
              tickets as (delete from access_ticket where subject = $3::text and exists (select from ended))
            select\s""" + SHOWN + " from ended";
    private static final String USED = """
            update access_key k set last_used_at = greatest(k.last_used_at, u.at)
              from unnest($1::text[], $2::timestamptz[]) as u (id, at) where k.id = u.id""";

    private final Database database;

    public KeyTable(Database database) {
        this.database = database;
    }

    /** A key to be, but for its secret. */
    public record Draft(
            String id,
            byte[] hash,
            String name,
            String project,
            Set<Scope> scopes,
            String createdBy,
            Instant expiresAt) {
        public Draft {
            scopes = Set.copyOf(scopes);
        }
    }

    /** Keeps a new key, unless its project has so many live ones. */
    public Future<AccessKey> add(Draft draft, int mostOfProject) {
        return insert(INSERT + WITHIN_BOUND + RETURNING, draft, mostOfProject)
                .map(added -> added.orElseThrow(() -> new Refused(
                        ProblemKind.TOO_MANY_ACCESS_KEYS,
                        "A project may have " + mostOfProject + " keys that are neither revoked nor expired"
                                + " (auth.max-keys).")));
    }

    /** Keeps a first key, unless there is a live one that manages the keys of all projects; empty if there is. */
    public Future<Optional<AccessKey>> addFirst(Draft draft) {
        return insert(INSERT + IF_NONE_MANAGES + RETURNING, draft, 1);
    }

    /** The key with this id, unless it is revoked; whether it has expired is for the caller to say. */
    public Future<Optional<KeptKey>> find(String id) {
        return database.read(FIND, Tuple.of(id)).map(rows -> {
            Iterator<Row> found = rows.iterator();
            return found.hasNext() ? Optional.of(kept(found.next())) : Optional.empty();
        });
    }

    /** Those of these keys that are not revoked. */
    public Future<Set<String>> kept(List<String> ids) {
        return database.read(KEPT, Tuple.tuple().addArrayOfString(ids.toArray(String[]::new)))
                .map(rows -> {
                    Set<String> kept = new HashSet<>();
                    rows.forEach(row -> kept.add(row.getString(0)));
                    return kept;
                });
    }

    /** Those of a project, or of all where it is null, newest first. */
    public Future<KeyPage> page(String project, String cursor, int limit) {
        return Future.succeededFuture(cursor)
                .map(text -> ListCursor.decode(text, Kind.KEYS, Order.DESC))
                .compose(last -> database.read(
                        LIST,
                        Tuple.tuple()
                                .addString(project)
                                .addLong(last == null ? null : last.number())
                                .addLong(limit + 1L)))
                .map(rows -> page(rows, limit));
    }

    /** Ends a key of the project, or of any where it is null, with the tickets of its holder; empty if there is none. */
    public Future<Optional<AccessKey>> revoke(String project, String id, String subject) {
        Tuple named = Tuple.tuple().addString(id).addString(project).addString(subject);
        return database.write(REVOKE, named).map(KeyTable::first);
    }

    /** Notes when keys were last used. */
    public Future<Void> used(Map<String, Instant> at) {
        List<String> ids = List.copyOf(at.keySet());
        Tuple uses = Tuple.tuple()
                .addArrayOfString(ids.toArray(String[]::new))
                .addArrayOfOffsetDateTime(
                        ids.stream().map(id -> Columns.utc(at.get(id))).toArray(OffsetDateTime[]::new));
        return database.write(USED, uses).mapEmpty();
    }

    private Future<Optional<AccessKey>> insert(String sql, Draft draft, long bound) {
        Tuple values = Tuple.tuple()
                .addString(draft.id())
                .addBuffer(Buffer.buffer(draft.hash()))
                .addString(draft.name())
                .addString(draft.project())
                .addArrayOfString(Columns.texts(draft.scopes()))
                .addString(draft.createdBy())
                .addOffsetDateTime(Columns.utc(draft.expiresAt()))
                .addLong(bound);
        return database.transaction(connection -> locked(connection)
                        .compose(locked -> connection.preparedQuery(sql).execute(values)))
                .map(KeyTable::first);
    }

    private static Future<RowSet<Row>> locked(SqlConnection connection) {
        return connection.query(LOCK).execute();
    }

    private static Optional<AccessKey> first(RowSet<Row> rows) {
        Iterator<Row> found = rows.iterator();
        return found.hasNext() ? Optional.of(shown(found.next())) : Optional.empty();
    }

    private static KeyPage page(RowSet<Row> rows, int limit) {
        List<AccessKey> keys = new ArrayList<>();
        String next = null;
        long last = 0;
        for (Row row : rows) {
            if (keys.size() == limit) {
                next = ListCursor.of(Kind.KEYS, Order.DESC, last).encode();
                break;
            }
            keys.add(shown(row));
            last = row.getLong(9);
        }
        return new KeyPage(keys, next);
    }

    private static KeptKey kept(Row row) {
        return new KeptKey(
                row.getString(0),
                row.getBuffer(1).getBytes(),
                row.getString(2),
                Set.copyOf(Columns.scopes(row.getArrayOfStrings(3))),
                Columns.time(row, 4),
                Columns.time(row, 5));
    }

    private static AccessKey shown(Row row) {
        return new AccessKey(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                Columns.scopes(row.getArrayOfStrings(3)),
                row.getString(4),
                Columns.time(row, 5),
                Columns.time(row, 6),
                Columns.time(row, 7),
                Columns.time(row, 8));
    }
}
