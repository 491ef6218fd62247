/** The doors of the live stream: server-sent events and a WebSocket at /stream. */
package io.heliograph.bridge.doors;
