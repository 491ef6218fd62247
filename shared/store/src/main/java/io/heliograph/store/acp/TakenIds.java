package io.heliograph.store.acp;

import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;

/** The ids that mailboxes have taken: forgets those from which no repeat is expected any more. */
public final class TakenIds {
    private static final String FORGET = """
            delete from acp_taken where (project, agent_id, own_id, sender) in (
                   select project, agent_id, own_id, sender from acp_taken
                    where expires_at <= now() order by expires_at limit $1::int8)""";

    private final Database database;

    public TakenIds(Database database) {
        this.database = database;
    }

    /** Forgets so many at the most. */
    public Future<Integer> forget(int most) {
        return database.write(FORGET, Tuple.of((long) most)).map(SqlResult::rowCount);
    }
}
