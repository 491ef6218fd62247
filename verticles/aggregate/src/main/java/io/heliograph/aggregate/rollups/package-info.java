/** Rollups: adding up what the drain has stored, and reading it over long times. */
package io.heliograph.aggregate.rollups;
