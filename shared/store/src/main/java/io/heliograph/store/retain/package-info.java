/**
 * What retention does to the tables. Days of events are dropped whole, or replaced by a copy of what is still wanted; rows are
 * never deleted one by one, and whoever writes or reads waits for no more than a lock of a few milliseconds.
 */
package io.heliograph.store.retain;
