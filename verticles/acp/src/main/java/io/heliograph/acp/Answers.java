package io.heliograph.acp;

import io.heliograph.store.acp.RequestTable.Answer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out whether a message is the answer that somebody waits for, and keeps it for him. */
final class Answers {
    private static final int STATEMENT_BYTES = 4 << 20;

    private final AcpParts parts;
    private final Batcher<Answer, Optional<String>> batcher;

    /** So many at the most are looked up by one statement. */
    Answers(AcpParts parts, int most) {
        this.parts = parts;
        batcher = new Batcher<>(most, STATEMENT_BYTES, answer -> answer.reply().length(), parts.requests()::answer);
    }

    /** Somebody answers a message; whether anybody waited for that. */
    Future<Boolean> answered(String project, Message message, String document) {
        if (message.correlationId() == null || message.from() == null) {
            return Future.succeededFuture(false);
        }
        return batcher.add(new Answer(project, message.correlationId(), message.from(), Buffer.buffer(document)))
                .map(node -> {
                    node.ifPresent(where -> parts.postman()
                            .tell(Map.of(where, List.of(Requests.bell(project, message.correlationId())))));
                    return node.isPresent();
                });
    }
}
