/** Live payloads, pushed to whoever watches. Made into JSON once for all watchers of a project; who is slow gets the newest only. */
package io.heliograph.bridge.telemetry;
