package io.heliograph.acp;

import io.heliograph.contracts.acp.AcpMessage;
import io.heliograph.contracts.acp.AcpReply;
import io.heliograph.contracts.acp.InboxQuery;
import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.settings.Units;
import io.heliograph.store.acp.RequestTable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Messages whose senders wait for the answer. An answer is kept in PostgreSQL; that it came is told like mail. */
final class Requests {
    private static final long PATIENCE_MS = 15_000;
    private static final int RETRY_S = 1;
    private static final long MOST_MS = InboxQuery.MOST_WAIT * 1_000L;

    /** No agent has a colon in its id, so these bells are nobody else's. */
    private static final String BELL = "request:";

    private final Vertx vertx;
    private final AcpConfig config;
    private final AcpParts parts;
    private final PostOffice office;
    private final RequestTable table;

    Requests(Vertx vertx, AcpConfig config, AcpParts parts, PostOffice office) {
        this.vertx = vertx;
        this.config = config;
        this.parts = parts;
        this.office = office;
        table = parts.requests();
    }

    Future<AcpReply> ask(Caller caller, AcpMessage sent, Future<Void> enough) {
        Message message = office.read(sent);
        if (message.id() == null) {
            throw Refused.parameter("id", "is needed, since an answer names it as its 'correlation_id'");
        }
        if (message.to() == null || message.isForAll() || message.isForTopic()) {
            throw Refused.parameter("to", "is to be one agent, whose answer is waited for");
        }
        long time = Math.min(MOST_MS, message.ttlMillis() == null ? PATIENCE_MS : message.ttlMillis());
        String project = caller.project();
        return table.open(project, message.id(), message.to(), parts.node(), Duration.ofMillis(time))
                .compose(opened -> {
                    if (!opened) {
                        throw Refused.parameter("id", "is that of a request to another agent");
                    }
                    return office.send(caller, sent)
                            .compose(stored -> new Wait(project, message.id(), time).begin(enough))
                            .onComplete(answered -> table.close(project, message.id()));
                });
    }

    static Recipient bell(String project, String id) {
        return new Recipient(project, BELL + id);
    }

    /** One request under way. */
    private final class Wait {
        private final String project;
        private final String id;
        private final long millis;
        private final Promise<AcpReply> answer = Promise.promise();
        private final Runnable listener = this::look;

        Wait(String project, String id, long millis) {
            this.project = project;
            this.id = id;
            this.millis = millis;
        }

        Future<AcpReply> begin(Future<Void> enough) {
            Recipient bell = bell(project, id);
            long deadline = vertx.setTimer(
                    millis,
                    over -> answer.tryFail(new Refused(
                            ProblemKind.NO_ANSWER,
                            "The agent gave no answer within " + Units.formatMillis(millis) + ".")));
            long poll = vertx.setPeriodic(config.poll().toMillis(), tick -> look());
            enough.onSuccess(ended -> answer.tryFail(new Refused(
                    Problem.of(ProblemKind.NOT_SERVED, "The wait for the answer was ended; the message was sent.")
                            .retryAfter(RETRY_S))));
            parts.doorbell().hang(bell, listener);
            look();
            return answer.future().onComplete(done -> {
                vertx.cancelTimer(deadline);
                vertx.cancelTimer(poll);
                parts.doorbell().takeOff(bell, listener);
            });
        }

        private void look() {
            table.reply(project, id).onSuccess(reply -> reply.map(AcpReply::new).ifPresent(answer::tryComplete));
        }
    }
}
