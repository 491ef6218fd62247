package io.heliograph.acp.doors;

import io.heliograph.acp.Doorbell;
import io.heliograph.acp.Handout;
import io.heliograph.contracts.acp.Delivery;
import io.heliograph.contracts.acp.MailArrived.Recipient;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Brings one session its messages: so many at the most that are not acknowledged, and no more than it reads. Used on its
 * event loop, but for the bell.
 */
final class Pump {
    /** Handed out at a time, so that what waits for a slow reader is little more than its bound. */
    private static final int PAGE = 16;

    /** Asked for where hardly anything waits, so that many agents fit one statement. */
    private static final int SHORT_PAGE = 4;

    private final Recipient mailbox;
    private final long session;
    private final Handout handout;
    private final Doorbell doorbell;
    private final DoorConfig config;
    private final Outlet outlet;
    private final LongSupplier nanos;
    private final Runnable bell;
    private final Map<Long, Long> window = new LinkedHashMap<>();
    private boolean busy;
    private boolean again;
    private boolean more;
    private int page = SHORT_PAGE;
    private boolean stopped;

    /** Where messages go. */
    interface Outlet {
        void deliver(Delivery message);

        boolean isFull();

        /** Runs this once there is room again. */
        void onRoom(Runnable ready);

        /** Runs a task on the session's event loop. */
        void onLoop(Runnable task);
    }

    Pump(
            Recipient mailbox,
            long session,
            Handout handout,
            Doorbell doorbell,
            DoorConfig config,
            Outlet outlet,
            LongSupplier nanos) {
        this.mailbox = mailbox;
        this.session = session;
        this.handout = handout;
        this.doorbell = doorbell;
        this.config = config;
        this.outlet = outlet;
        this.nanos = nanos;
        bell = () -> outlet.onLoop(this::rung);
    }

    /** Begins with what an earlier session was handed and did not acknowledge. */
    void start() {
        doorbell.hang(mailbox, bell);
        handout.release(mailbox).onComplete(released -> outlet.onLoop(this::look));
    }

    void stop() {
        stopped = true;
        doorbell.takeOff(mailbox, bell);
    }

    void acknowledged(Collection<Long> seqs) {
        window.keySet().removeAll(seqs);
        if (more) {
            look();
        }
    }

    /** Somebody may have acknowledged at another door too. */
    private void rung() {
        if (stopped || busy || window.size() < config.window()) {
            look();
            return;
        }
        busy = true;
        handout.among(window.keySet())
                .onComplete(asked -> outlet.onLoop(() -> {
                    busy = false;
                    if (asked.succeeded()) {
                        window.keySet().retainAll(asked.result());
                    }
                    look();
                }));
    }

    private void look() {
        if (stopped) {
            return;
        }
        if (busy) {
            again = true;
            return;
        }
        long now = nanos.getAsLong();
        window.values().removeIf(until -> until - now <= 0);
        int room = Math.min(page, config.window() - window.size());
        more = room <= 0;
        if (more) {
            return;
        }
        if (outlet.isFull()) {
            outlet.onRoom(this::look);
            return;
        }
        busy = true;
        again = false;
        handout.claim(mailbox, session, room)
                .onComplete(claimed -> outlet.onLoop(() -> {
                    busy = false;
                    if (claimed.succeeded()) {
                        deliver(claimed.result(), room);
                    }
                }));
    }

    /** What fails is looked for again at the next ring, which the upkeep sees to. */
    private void deliver(List<Delivery> messages, int room) {
        if (stopped) {
            return;
        }
        long until = nanos.getAsLong()
                + TimeUnit.MILLISECONDS.toNanos(config.redelivery().toMillis());
        for (Delivery message : messages) {
            window.put(message.seq(), until);
            outlet.deliver(message);
        }
        page = messages.size() < page ? SHORT_PAGE : Math.min(PAGE, 2 * page);
        if (again || messages.size() == room) {
            look();
        }
    }
}
