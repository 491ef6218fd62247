package io.heliograph.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The other nodes that do the same, each for its own journal, and say so again and again. One that is gone is remembered: it
 * has what nobody else has.
 */
public final class Peers {
    public static final long SAY_AGAIN_MS = 5_000;

    private static final long SILENT_NANOS = TimeUnit.MILLISECONDS.toNanos(3 * SAY_AGAIN_MS);

    /** A cluster has fewer nodes; the bound is for what speaks their language by mistake. */
    private static final int MOST = 1_000;

    private final LongSupplier nanos;
    private final long rememberedNanos;
    private final Map<String, Peer> byJournal = new HashMap<>();

    /** One node: its journal, its name, and when it was last heard. */
    public record Peer(String journal, String node, long heard) {}

    public Peers(LongSupplier nanos, long rememberedSeconds) {
        this.nanos = nanos;
        rememberedNanos = TimeUnit.SECONDS.toNanos(rememberedSeconds);
    }

    /** Whether it is heard for the first time, or after a silence. */
    public boolean hear(String journal, String node) {
        if (byJournal.size() >= MOST && !byJournal.containsKey(journal)) {
            return false;
        }
        Peer before = byJournal.put(journal, new Peer(journal, node, nanos.getAsLong()));
        return before == null || isSilent(before);
    }

    /** Those that were there within the last seconds. */
    public List<Peer> within(long seconds) {
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
    public boolean isSilent(Peer peer) {
        return age(peer) > SILENT_NANOS;
    }

    private long age(Peer peer) {
        return nanos.getAsLong() - peer.heard();
    }
}
