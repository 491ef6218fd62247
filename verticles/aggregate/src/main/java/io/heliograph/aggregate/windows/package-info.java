/**
 * Windows. Each node counts the events of its own journal, in slices of time by the events' timestamps, and whoever is asked
 * merges what all nodes have.
 */
package io.heliograph.aggregate.windows;
