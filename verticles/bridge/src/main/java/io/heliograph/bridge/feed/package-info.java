/**
 * How events reach those who watch. A node tells others how far its journal goes only while somebody there watches, and lets
 * them read it from any position on; so a page travels once to each node, and each node hands it to its watchers.
 */
package io.heliograph.bridge.feed;
