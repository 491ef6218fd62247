/** What the agents that the hub runs shall do and how they fare, in PostgreSQL, the same for every node. */
package io.heliograph.store.agents;
