package io.heliograph.aggregate.windows;

import io.heliograph.contracts.bus.Topics.Counting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The other nodes that keep windows, as far back as a window reaches: one that is gone has counted what nobody else has. */
final class Peers {
    static final long SAY_AGAIN_MS = 5_000;

    private static final long SILENT_NANOS = TimeUnit.MILLISECONDS.toNanos(3 * SAY_AGAIN_MS);

    /** A cluster has fewer nodes; the bound is for what speaks their language by mistake. */
    private static final int MOST = 1_000;

    private final LongSupplier nanos;
    private final long rememberedNanos;
    private final Map<String, Peer> byJournal = new HashMap<>();

    /** One node: the journal that it counts, its name, and when it was last heard. */
    record Peer(String journal, String node, long heard) {}

    Peers(LongSupplier nanos, long rememberedSeconds) {
        this.nanos = nanos;
        rememberedNanos = TimeUnit.SECONDS.toNanos(rememberedSeconds);
    }

    /** Whether it is heard for the first time, or after a silence. */
    boolean hear(Counting notice) {
        if (byJournal.size() >= MOST && !byJournal.containsKey(notice.journal())) {
            return false;
        }
        Peer before = byJournal.put(notice.journal(), new Peer(notice.journal(), notice.node(), nanos.getAsLong()));
        return before == null || isSilent(before);
    }

    /** Those that have counted something of the last seconds. */
    List<Peer> within(long seconds) {
        byJournal.values().removeIf(peer -> age(peer) > rememberedNanos);
        long window = TimeUnit.SECONDS.toNanos(seconds);
        List<Peer> within = new ArrayList<>();
        for (Peer peer : byJournal.values()) {
            if (age(peer) - SILENT_NANOS < window) {
                within.add(peer);
            }
        }
        return within;
    }

    /** Whether it is not worth the time to ask it. */
    boolean isSilent(Peer peer) {
        return age(peer) > SILENT_NANOS;
    }

    private long age(Peer peer) {
        return nanos.getAsLong() - peer.heard();
    }
}
