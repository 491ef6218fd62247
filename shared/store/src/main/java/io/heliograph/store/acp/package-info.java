/** Agents, their mailboxes and what comes of messages. Whoever changes a mailbox holds its agent's row first, in the order of their keys. */
package io.heliograph.store.acp;
