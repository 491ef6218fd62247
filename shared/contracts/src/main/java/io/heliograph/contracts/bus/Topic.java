package io.heliograph.contracts.bus;

/** An event-bus address, the one type that travels on it, and how far it travels. */
public record Topic<N extends Record>(String address, Class<N> type, Reach reach) {
    /** Whether a notice stays on its node. */
    public enum Reach {
        NODE,
        CLUSTER
    }
}
