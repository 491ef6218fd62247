/**
 * The audit trail in PostgreSQL. Each node writes a chain of its own: an entry's hash covers its content and the hash of
 * the entry before, so that whoever changes, removes, adds or moves an entry breaks the chain where that happened. What is
 * cut off at the end leaves no break; that is what anchors are for.
 */
package io.heliograph.store.audit;
