package io.heliograph.store.events;

import io.heliograph.intake.JournaledEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/**
 * Keeps tables of its own about stored events, in the transaction that stores them: each event comes once, duplicates and
 * dead letters never. It must not fail for what an event says, since the event would be refused with it.
 */
@FunctionalInterface
public interface Projection {
    /** Takes the events that the transaction stores, in their order; called for every batch, also for those of no interest. */
    Future<Void> stored(SqlConnection transaction, List<JournaledEvent> events);
}
