/** Messages between agents, their mailboxes, and the registry of the agents themselves. */
package io.heliograph.contracts.acp;
