/** How the hub and its agents fare, for panels. */
package io.heliograph.contracts.status;
