package io.heliograph.acp;

import io.heliograph.contracts.acp.Delivery;
import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.heliograph.store.acp.Mailboxes;
import io.heliograph.store.acp.Mailboxes.Claim;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Hands messages out on this node; whoever comes while others are served is served with the next ones. For any thread. */
public final class Handout {
    private final Mailboxes mailboxes;
    private final Batcher<Claim, List<Delivery>> claims;

    /** So many messages at the most are handed out by one statement. */
    Handout(Mailboxes mailboxes, int most) {
        this.mailboxes = mailboxes;
        claims = new Batcher<>(most, most, Claim::most, mailboxes::claim);
    }

    /** Hands out so many messages at the most that are due. Of a session, only while it is the agent's newest. */
    public Future<List<Delivery>> claim(Recipient mailbox, Long session, int most) {
        return claims.add(new Claim(mailbox, session, most));
    }

    /** Makes everything due that was handed out to somebody who is there no more. */
    public Future<Void> release(Recipient mailbox) {
        return mailboxes.release(mailbox);
    }

    /** Makes messages due that were handed out and reached nobody. */
    Future<Void> giveBack(Collection<Delivery> messages) {
        return mailboxes.giveBack(messages.stream().map(Delivery::seq).toList());
    }

    /** Those of the messages that are not acknowledged yet. */
    public Future<Set<Long>> among(Collection<Long> seqs) {
        return mailboxes.among(seqs);
    }
}
