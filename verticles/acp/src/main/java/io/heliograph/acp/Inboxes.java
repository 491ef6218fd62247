package io.heliograph.acp;

import io.heliograph.contracts.acp.Acknowledged;
import io.heliograph.contracts.acp.Acknowledgement;
import io.heliograph.contracts.acp.Delivery;
import io.heliograph.contracts.acp.Inbox;
import io.heliograph.contracts.acp.InboxQuery;
import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.store.acp.Mailboxes;
import io.heliograph.store.acp.Mailboxes.Ack;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/** Hands messages out to those who come for them, and takes those out of mailboxes that were dealt with. */
final class Inboxes {
    private final Vertx vertx;
    private final AcpParts parts;
    private final Contacts contacts;
    private final Batcher<Ack, Integer> acks;

    Inboxes(Vertx vertx, AcpConfig config, AcpParts parts, Contacts contacts) {
        this.vertx = vertx;
        this.parts = parts;
        this.contacts = contacts;
        Mailboxes mailboxes = parts.mailboxes();
        acks = new Batcher<>(
                config.batch(), config.batch(), ack -> ack.what().seqs().size(), mailboxes::acknowledge);
    }

    Future<Acknowledged> acknowledge(Caller caller, Acknowledgement what) {
        contacts.note(caller.project(), what.agentId());
        return acks.add(new Ack(caller.project(), what))
                .map(count -> new Acknowledged(count, what.seqs().size() - count));
    }

    /** Nothing is handed to a call whose caller has gone. */
    Future<Inbox> fetch(Caller caller, InboxQuery query, Future<Void> enough) {
        Recipient mailbox = new Recipient(caller.project(), query.agentId());
        contacts.note(caller.project(), query.agentId());
        return new Call(mailbox, query, enough).answer().map(Inbox::new);
    }

    /** One call, which may wait for the first message. */
    private final class Call {
        private final Recipient mailbox;
        private final InboxQuery query;
        private final Future<Void> enough;
        private final Promise<List<Delivery>> answer = Promise.promise();
        private final Runnable listener = this::look;
        private boolean looking;
        private boolean again;

        Call(Recipient mailbox, InboxQuery query, Future<Void> enough) {
            this.mailbox = mailbox;
            this.query = query;
            this.enough = enough;
        }

        Future<List<Delivery>> answer() {
            return claim().compose(first -> first.isEmpty() ? later() : Future.succeededFuture(first));
        }

        private Future<List<Delivery>> later() {
            return parts.agents().find(mailbox.project(), mailbox.agentId()).compose(agent -> {
                if (agent.isEmpty()) {
                    throw new Refused(
                            ProblemKind.UNKNOWN_AGENT,
                            "No agent '" + mailbox.agentId() + "' has registered in this project.");
                }
                return query.seconds() == 0 || isOver() ? Future.succeededFuture(List.of()) : await();
            });
        }

        private Future<List<Delivery>> await() {
            Duration time = Duration.ofSeconds(query.seconds());
            long timer = vertx.setTimer(time.toMillis(), over -> answer.tryComplete(List.of()));
            enough.onSuccess(gone -> answer.tryComplete(List.of()));
            parts.doorbell().hang(mailbox, listener);
            // Something may have come between the first look and the bell.
            parts.sessions().await(mailbox, parts.node(), time).onComplete(noted -> look());
            return answer.future().onComplete(done -> {
                vertx.cancelTimer(timer);
                parts.doorbell().takeOff(mailbox, listener);
            });
        }

        private void look() {
            if (isOver()) {
                return;
            }
            if (looking) {
                again = true;
                return;
            }
            looking = true;
            again = false;
            claim().onComplete(claimed -> {
                looking = false;
                if (claimed.failed()) {
                    answer.tryFail(claimed.cause());
                } else if (!claimed.result().isEmpty()) {
                    answer.tryComplete(claimed.result());
                } else if (again) {
                    look();
                }
            });
        }

        /** What is handed out once the call is over goes to whoever comes next. */
        private Future<List<Delivery>> claim() {
            return parts.handout().claim(mailbox, null, query.limit()).compose(claimed -> {
                if (claimed.isEmpty() || !isOver()) {
                    return Future.succeededFuture(claimed);
                }
                return parts.handout().giveBack(claimed).map(back -> {
                    parts.doorbell().ring(List.of(mailbox));
                    return List.of();
                });
            });
        }

        private boolean isOver() {
            return enough.isComplete() || answer.future().isComplete();
        }
    }
}
