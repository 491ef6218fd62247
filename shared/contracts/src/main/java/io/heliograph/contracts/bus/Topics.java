package io.heliograph.contracts.bus;

import io.heliograph.contracts.bus.Topic.Reach;
import io.heliograph.contracts.live.LivePayload;
import java.util.List;
import java.util.Map;

/** Every notice in the system, in the order in which data flows. Each may be lost: it wakes a reader, its cursor decides. */
public final class Topics {
    public static final Topic<Appended> APPENDED = new Topic<>("journal.appended", Appended.class, Reach.NODE);
    public static final Topic<Stored> STORED = new Topic<>("telemetry.stored", Stored.class, Reach.CLUSTER);

    public static final Topic<Watched> WATCHED = new Topic<>("feed.watched", Watched.class, Reach.CLUSTER);
    public static final Topic<Grew> GREW = new Topic<>("feed.grew", Grew.class, Reach.CLUSTER);

    public static final Topic<LiveWanted> LIVE_WANTED = new Topic<>("live.wanted", LiveWanted.class, Reach.CLUSTER);
    public static final Topic<LiveCollected> LIVE_COLLECTED =
            new Topic<>("live.collected", LiveCollected.class, Reach.CLUSTER);

    public static final Topic<KeyRevoked> KEY_REVOKED = new Topic<>("key.revoked", KeyRevoked.class, Reach.CLUSTER);

    public static final Topic<AgentRegistered> AGENT_REGISTERED =
            new Topic<>("agents.registered", AgentRegistered.class, Reach.NODE);
    public static final Topic<AgentsChanged> AGENTS_CHANGED =
            new Topic<>("agents.changed", AgentsChanged.class, Reach.CLUSTER);

    public static final Topic<Pruned> PRUNED = new Topic<>("retention.pruned", Pruned.class, Reach.CLUSTER);

    public static final Topic<Counting> COUNTING = new Topic<>("windows.counting", Counting.class, Reach.CLUSTER);

    public static final Topic<Exporting> EXPORTING = new Topic<>("exporters.here", Exporting.class, Reach.CLUSTER);

    public static final List<Topic<?>> ALL = List.of(
            APPENDED,
            STORED,
            WATCHED,
            GREW,
            LIVE_WANTED,
            LIVE_COLLECTED,
            COUNTING,
            EXPORTING,
            KEY_REVOKED,
            AGENT_REGISTERED,
            AGENTS_CHANGED,
            PRUNED);

    /** This node's journal is durable up to here. Whoever misses it looks again when its clock ticks. */
    public record Appended(long end) {}

    /**
     * A node's events are in PostgreSQL up to here; the oldest of the new ones happened at this microsecond. Whoever misses it
     * sees them on its next look.
     */
    public record Stored(String journal, long upTo, int events, long oldest) {}

    /** Somebody watches the live stream on this node. Said again while that lasts; who hears it answers with Grew. */
    public record Watched(String journal) {}

    /** A node's journal is durable up to here, and was up to there when the node started so long ago. */
    public record Grew(String journal, long end, long endAtStart, long upMillis) {}

    /** How many watch the live payload on a node, by project. Said at every change, and again while anybody does. */
    public record LiveWanted(String node, Map<String, Integer> watchers) {
        public LiveWanted {
            watchers = Map.copyOf(watchers);
        }
    }

    /** A project's live payload, collected once for all nodes. Whoever misses it gets the next one. */
    public record LiveCollected(String project, LivePayload payload) {}

    /** A key is worth nothing any more. A node that misses it finds out when it next looks the key up, seconds later. */
    public record KeyRevoked(String id) {}

    /** What an agent of this project shall do has changed, or of all where it is null. Whoever misses it sees it when its clock ticks. */
    public record AgentsChanged(String project, String agentId) {}

    /** Events have expired by somebody's word, or a job of maintenance waits. A node that misses it looks within a second. */
    public record Pruned(long job) {}

    /** A node keeps windows, under the id of its journal. Said again and again; who hears it for the first time says it too. */
    public record Counting(String journal, String node) {}

    /** A node can tell of its exporters, under the id of its journal. Said again and again, as Counting is. */
    public record Exporting(String journal, String node) {}

    /** An agent has registered at this node, perhaps again. Whoever misses it asks GET /fleet for what holds. */
    public record AgentRegistered(String project, String agentId) {}

    private Topics() {}
}
