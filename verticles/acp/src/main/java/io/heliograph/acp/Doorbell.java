package io.heliograph.acp;

import io.heliograph.contracts.acp.MailArrived.Recipient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who waits for mail on this node. What is rung is told on whichever thread rings. */
public final class Doorbell {
    private final Map<Recipient, List<Runnable>> waiting = new HashMap<>();

    /** Runs this whenever there may be mail, until it is taken off. */
    public synchronized void hang(Recipient mailbox, Runnable listener) {
        waiting.computeIfAbsent(mailbox, first -> new ArrayList<>()).add(listener);
    }

    public synchronized void takeOff(Recipient mailbox, Runnable listener) {
        List<Runnable> listeners = waiting.get(mailbox);
        if (listeners != null && listeners.remove(listener) && listeners.isEmpty()) {
            waiting.remove(mailbox);
        }
    }

    void ring(Iterable<Recipient> mailboxes) {
        mailboxes.forEach(this::ring);
    }

    private void ring(Recipient mailbox) {
        List<Runnable> listeners;
        synchronized (this) {
            listeners = List.copyOf(waiting.getOrDefault(mailbox, List.of()));
        }
        listeners.forEach(Runnable::run);
    }

    /** The mailboxes that somebody waits at. */
    synchronized Set<Recipient> watched() {
        return Set.copyOf(waiting.keySet());
    }
}
