/**
 * The live stream. A watcher's place is a position in the journal of each node, and nothing else: what is pushed is read
 * from the journals, so that a lost notice costs time and never an event, and a watcher that went away goes on where it was.
 */
package io.heliograph.bridge;
