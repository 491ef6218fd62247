/**
 * Exporters: readers of this node's journal that take accepted events to somewhere else. Each has a place of its own, which
 * moves once its target has the events, so every event comes at least once and in the order of the journal. What waits for a
 * target that is away lies in the journal, held back up to a bound; nobody who sends events ever waits for an exporter.
 */
package io.heliograph.exporters;
