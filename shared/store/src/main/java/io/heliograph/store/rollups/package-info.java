/**
 * Rollups: what was stored, by the minute, hour and day. The transaction that stores events leaves what they add up to as a
 * delta, so that neither is ever there without the other; deltas are added to the tables afterwards, and whoever reads adds those
 * that still wait, in one statement. So what is read equals the rows at every moment.
 */
package io.heliograph.store.rollups;
