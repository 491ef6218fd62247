package io.heliograph.exporter;

import java.util.List;

/**
 * Takes accepted events to somewhere else. The hub calls it from one thread, one batch after the other in the order of the
 * node's journal, and only moves on once a call has returned. It may block: events are accepted meanwhile, and wait on disk.
 */
public interface Exporter extends AutoCloseable {
    /**
     * Returns once all of the events are safe where they belong. Whatever it throws means that they may not be: the same
     * events, possibly with more behind them, come again after a pause, so some may arrive twice, but none out of order. The thread is interrupted
     * when a call takes longer than {@code timeout} in the settings, and when the hub stops.
     *
     * @throws EventRefused if the target will never take one of them: the hub counts and leaves out that one
     */
    void export(List<ExportedEvent> events) throws Exception;

    /** Lets go of connections. Called once, at the end, from the same thread. */
    @Override
    default void close() {}
}
