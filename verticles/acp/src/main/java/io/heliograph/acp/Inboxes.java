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

    Future<Inbox> fetch(Caller caller, InboxQuery query) {
        Recipient mailbox = new Recipient(caller.project(), query.agentId());
        contacts.note(caller.project(), query.agentId());
        return claim(mailbox, query)
                .compose(first -> first.isEmpty() ? later(mailbox, query) : Future.succeededFuture(first))
                .map(Inbox::new);
    }

    private Future<List<Delivery>> claim(Recipient mailbox, InboxQuery query) {
        return parts.handout().claim(mailbox, null, query.limit());
    }

    private Future<List<Delivery>> later(Recipient mailbox, InboxQuery query) {
        return parts.agents().find(mailbox.project(), mailbox.agentId()).compose(agent -> {
            if (agent.isEmpty()) {
                throw new Refused(
                        ProblemKind.UNKNOWN_AGENT,
                        "No agent '" + mailbox.agentId() + "' has registered in this project.");
            }
            return query.seconds() == 0 ? Future.succeededFuture(List.of()) : new Wait(mailbox, query).begin();
        });
    }

    /** One call that waits for the first message. */
    private final class Wait {
        private final Recipient mailbox;
        private final InboxQuery query;
        private final Promise<List<Delivery>> answer = Promise.promise();
        private final Runnable listener = this::look;
        private boolean looking;
        private boolean again;

        Wait(Recipient mailbox, InboxQuery query) {
            this.mailbox = mailbox;
            this.query = query;
        }

        Future<List<Delivery>> begin() {
            Duration time = Duration.ofSeconds(query.seconds());
            long timer = vertx.setTimer(time.toMillis(), over -> answer.tryComplete(List.of()));
            parts.doorbell().hang(mailbox, listener);
            // Something may have come between the first look and the bell.
            parts.sessions().await(mailbox, parts.node(), time).onComplete(noted -> look());
            return answer.future().onComplete(done -> {
                vertx.cancelTimer(timer);
                parts.doorbell().takeOff(mailbox, listener);
            });
        }

        private void look() {
            if (answer.future().isComplete()) {
                return;
            }
            if (looking) {
                again = true;
                return;
            }
            looking = true;
            again = false;
            claim(mailbox, query).onComplete(claimed -> {
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
    }
}
