/**
 * What events say about work: jobs, workers, orchestrators, and figures of one's own.
 *
 * <p>Invariants: whatever is counted is counted in the transaction that stores the event, so once; what a job contributes to
 * counters is a function of its row, so that a change of the row takes the old contribution away and adds the new one;
 * the row does not depend on the order in which events come.
 */
package io.heliograph.store.work;
