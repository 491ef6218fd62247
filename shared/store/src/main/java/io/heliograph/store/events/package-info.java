/**
 * Events in PostgreSQL.
 *
 * <p>Invariants: a batch and the cursor of its journal move in one transaction, so a crash repeats nothing and skips
 * nothing; rows go to the partition of the UTC day of their timestamp; an id that a sender chose is stored once in its
 * project; every list is read along an index that ends in (ts, id), so a page costs the same wherever it begins.
 */
package io.heliograph.store.events;
