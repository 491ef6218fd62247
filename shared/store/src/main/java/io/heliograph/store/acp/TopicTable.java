package io.heliograph.store.acp;

import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which agents want to hear of which topics. */
public final class TopicTable {
    private static final String ADD = """
            insert into acp_topic (project, agent_id, pattern)
            select $1::text, $2::text, $3::text from acp_agent
             where project = $1::text and agent_id = $2::text
               and (select count(*) from acp_topic where project = $1::text) < $4::int8
                on conflict do nothing""";
    private static final String REMOVE =
            "delete from acp_topic where project = $1::text and agent_id = $2::text and pattern = $3::text";
    private static final String OF_AGENT = """
            select t.pattern from acp_agent a
              left join acp_topic t on t.project = a.project and t.agent_id = a.agent_id
             where a.project = $1::text and a.agent_id = $2::text order by t.pattern""";
    private static final String OF_PROJECT =
            "select agent_id, pattern from acp_topic where project = $1::text order by agent_id, pattern";

    private final Database database;
    private final int most;

    /** A project may have so many subscriptions. */
    public TopicTable(Database database, int most) {
        this.database = database;
        this.most = most;
    }

    /** One agent's wish. */
    public record Wish(String agentId, String pattern) {}

    public Future<Void> add(String project, String agentId, String pattern) {
        return database.write(ADD, Tuple.of(project, agentId, pattern, (long) most))
                .mapEmpty();
    }

    public Future<Void> remove(String project, String agentId, String pattern) {
        return database.write(REMOVE, Tuple.of(project, agentId, pattern)).mapEmpty();
    }

    /** The patterns of an agent; empty if there is no such agent. */
    public Future<Optional<List<String>>> of(String project, String agentId) {
        return database.read(OF_AGENT, Tuple.of(project, agentId)).map(rows -> {
            if (rows.size() == 0) {
                return Optional.empty();
            }
            List<String> patterns = new ArrayList<>();
            rows.forEach(row -> {
                if (row.getString(0) != null) {
                    patterns.add(row.getString(0));
                }
            });
            return Optional.of(patterns);
        });
    }

    /** All wishes within a project. */
    public Future<List<Wish>> all(String project) {
        return database.read(OF_PROJECT, Tuple.of(project)).map(rows -> {
            List<Wish> wishes = new ArrayList<>();
            rows.forEach(row -> wishes.add(new Wish(row.getString(0), row.getString(1))));
            return wishes;
        });
    }
}
