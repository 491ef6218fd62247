/**
 * Ends the processes of agents when their hub cannot: it was killed, it stands still, or it has lost its leases and does
 * not notice. A process of its own, which leans on nothing but the JDK.
 */
package io.heliograph.agents.warden;
