/** The doors for agents that stay connected: a WebSocket at /acp, and server-sent events at /acp/inbox. */
package io.heliograph.acp.doors;
