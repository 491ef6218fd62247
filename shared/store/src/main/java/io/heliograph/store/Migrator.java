package io.heliograph.store;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.store.Migrations.Script;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the schema up to date: each script once in the whole cluster, under a lock, in a transaction of its own. */
public final class Migrator {
    private static final Logger LOG = LoggerFactory.getLogger(Migrator.class);

    /** "heliogra" in ASCII: a number that no other program uses for its advisory locks. */
    private static final String LOCK = "select pg_advisory_xact_lock(7522537952688697953)";

    private static final String MAKE_TABLE = """
            create table if not exists heliograph_migration (
                module text collate "C" not null,
                version int not null,
                name text not null,
                checksum text not null,
                applied_at timestamptz not null default now(),
                primary key (module, version))""";
    private static final String APPLIED = "select version, checksum from heliograph_migration where module = $1::text";
    private static final String RECORD = """
            insert into heliograph_migration (module, version, name, checksum)
            values ($1::text, $2::int4, $3::text, $4::text)""";

    private final Database database;

    public Migrator(Database database) {
        this.database = database;
    }

    /** Applies what is missing, module by module; fails with {@link CannotStart} when the schema is not ours. */
    public Future<Void> apply(List<Migrations> modules) {
        Future<Void> done =
                locked(connection -> connection.query(MAKE_TABLE).execute().mapEmpty());
        for (Migrations module : modules) {
            done = done.compose(made -> locked(connection -> check(connection, module)));
            for (Script script : module.scripts()) {
                done = done.compose(before -> locked(connection -> apply(connection, module.module(), script)));
            }
        }
        return done;
    }

    private Future<Void> locked(Function<SqlConnection, Future<Void>> work) {
        return database.upkeep(
                connection -> connection.query(LOCK).execute().compose(locked -> work.apply(connection)));
    }

    private static Future<Void> check(SqlConnection connection, Migrations module) {
        return applied(connection, module.module()).map(applied -> {
            int known = module.scripts().size();
            int newest = applied.keySet().stream().max(Integer::compare).orElse(0);
            if (newest > known) {
                throw new CannotStart(
                        "The database was written by a newer Heliograph (%s %d, this one knows 1..%d); start that version or newer."
                                .formatted(module.module(), newest, known));
            }
            for (Script script : module.scripts()) {
                String checksum = applied.get(script.version());
                if (checksum != null && !Objects.equals(checksum, script.checksum())) {
                    throw new CannotStart(
                            "The script V%d__%s of %s is not the one that was applied to this database; restore it, and put the change into a new script."
                                    .formatted(script.version(), script.name(), module.module()));
                }
            }
            return null;
        });
    }

    private static Future<Void> apply(SqlConnection connection, String module, Script script) {
        return applied(connection, module).compose(applied -> {
            if (applied.containsKey(script.version())) {
                return Future.succeededFuture();
            }
            LOG.info("applying V{}__{} of {}", script.version(), script.name(), module);
            return connection
                    .query(script.sql())
                    .execute()
                    .compose(run -> connection
                            .preparedQuery(RECORD)
                            .execute(Tuple.of(module, script.version(), script.name(), script.checksum())))
                    .mapEmpty();
        });
    }

    private static Future<Map<Integer, String>> applied(SqlConnection connection, String module) {
        return connection.preparedQuery(APPLIED).execute(Tuple.of(module)).map(rows -> {
            Map<Integer, String> applied = new HashMap<>();
            for (Row row : rows) {
                applied.put(row.getInteger(0), row.getString(1));
            }
            return applied;
        });
    }
}
