package io.heliograph.store.acp;

import io.heliograph.contracts.json.RawJson;
import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Requests that somebody waits for an answer to. The answer is kept until it is fetched, or nobody waits any more. */
public final class RequestTable {
    private static final String OPEN = """
            insert into acp_request as asked (project, own_id, agent_id, node, expires_at)
            values ($1::text, $2::text, $3::text, $4::text, clock_timestamp() + $5::int8 * interval '1 millisecond')
                on conflict (project, own_id) do update set node = excluded.node, expires_at = excluded.expires_at
             where asked.agent_id = excluded.agent_id""";
    private static final String ANSWER = """
            update acp_request r set reply = k.reply
              from unnest($1::text[], $2::text[], $3::text[], $4::bytea[]) with ordinality
                   as k (project, own_id, agent_id, reply, place)
             where r.project = k.project and r.own_id = k.own_id and r.agent_id = k.agent_id and r.reply is null
               and r.expires_at > clock_timestamp()
            returning k.place, r.node""";
    private static final String REPLY = "select reply from acp_request where project = $1::text and own_id = $2::text";
    private static final String CLOSE = "delete from acp_request where project = $1::text and own_id = $2::text";
    private static final String FORGET = "delete from acp_request where expires_at <= now()";

    private final Database database;

    public RequestTable(Database database) {
        this.database = database;
    }

    /** Notes that somebody on this node waits for this agent's answer; false if the id is that of a request to another. */
    public Future<Boolean> open(String project, String id, String agentId, String node, Duration time) {
        return database.write(OPEN, Tuple.of(project, id, agentId, node, time.toMillis()))
                .map(rows -> rows.rowCount() == 1);
    }

    /** An agent's answer to a request of this id, if there is one. */
    public record Answer(String project, String id, String agentId, Buffer reply) {}

    /** Keeps each agent's first answer and gives the nodes where they are waited for; empty where one is not. */
    public Future<List<Optional<String>>> answer(List<Answer> answers) {
        Tuple given = Tuple.tuple()
                .addArrayOfString(answers.stream().map(Answer::project).toArray(String[]::new))
                .addArrayOfString(answers.stream().map(Answer::id).toArray(String[]::new))
                .addArrayOfString(answers.stream().map(Answer::agentId).toArray(String[]::new))
                .addArrayOfBuffer(answers.stream().map(Answer::reply).toArray(Buffer[]::new));
        return database.mail(ANSWER, given).map(rows -> {
            List<Optional<String>> nodes = new ArrayList<>(Collections.nCopies(answers.size(), Optional.empty()));
            rows.forEach(row -> nodes.set((int) (row.getLong(0) - 1), Optional.of(row.getString(1))));
            return nodes;
        });
    }

    /** The answer, if it came. */
    public Future<Optional<RawJson>> reply(String project, String id) {
        return database.read(REPLY, Tuple.of(project, id)).map(rows -> {
            Iterator<Row> found = rows.iterator();
            return found.hasNext()
                    ? Optional.ofNullable(found.next().getBuffer(0))
                            .map(bytes -> new RawJson(bytes.toString(StandardCharsets.UTF_8)))
                    : Optional.empty();
        });
    }

    /** Nobody waits any more. */
    public Future<Void> close(String project, String id) {
        return database.write(CLOSE, Tuple.of(project, id)).mapEmpty();
    }

    /** Forgets those that nobody waits for and nobody has closed. */
    public Future<Integer> forget() {
        return database.write(FORGET, Tuple.tuple()).map(RowSet::rowCount);
    }
}
