/** How the work goes right now: read from the tables that the projection of work keeps, once in the cluster and only on demand. */
package io.heliograph.work;
