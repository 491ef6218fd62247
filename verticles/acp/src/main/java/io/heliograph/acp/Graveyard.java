package io.heliograph.acp;

import io.heliograph.contracts.acp.DeadMessageDeletion;
import io.heliograph.contracts.acp.DeadMessagePage;
import io.heliograph.contracts.acp.DeadMessageQuery;
import io.heliograph.contracts.acp.DeadMessageReplay;
import io.heliograph.contracts.acp.MessagesDeleted;
import io.heliograph.contracts.acp.MessagesReplayed;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.store.acp.DeadLetters;
import io.vertx.core.Future;

/** Messages that died: shown, tried again, forgotten. */
final class Graveyard {
    private final AcpConfig config;
    private final DeadLetters letters;
    private final Postman postman;

    Graveyard(AcpConfig config, AcpParts parts) {
        this.config = config;
        letters = parts.deadLetters();
        postman = parts.postman();
    }

    Future<DeadMessagePage> list(Caller caller, DeadMessageQuery query) {
        return letters.page(caller.project(), query.agentId(), query.cursor(), query.limit());
    }

    Future<MessagesReplayed> replay(Caller caller, DeadMessageReplay which) {
        return letters.replay(caller.project(), which.ids(), config.ttl().toMillis())
                .map(replayed -> {
                    postman.tell(replayed.posted().toWake());
                    return new MessagesReplayed(replayed.stored(), replayed.refused());
                });
    }

    Future<MessagesDeleted> delete(Caller caller, DeadMessageDeletion which) {
        return letters.delete(caller.project(), which.ids()).map(MessagesDeleted::new);
    }
}
