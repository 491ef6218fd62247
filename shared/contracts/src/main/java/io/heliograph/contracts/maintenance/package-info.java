/** Work on what is stored that takes longer than a call: begun by one, watched and ended by others. */
package io.heliograph.contracts.maintenance;
