/** How exporters and the archive reach what is outside of the hub. */
package io.heliograph.targets;
