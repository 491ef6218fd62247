package io.heliograph.store.acp;

import io.heliograph.contracts.acp.MailArrived.Recipient;

/** What makes a message a repeat: at one mailbox, another of the same sender by the same id. */
record Id(Recipient mailbox, String sender, String id) {
    /** As nobody is called: those who do not say who they are count their ids together. */
    private static final String NOBODY = "";

    static Id of(Draft draft) {
        return new Id(draft.to(), draft.sender() == null ? NOBODY : draft.sender(), draft.ownId());
    }
}
