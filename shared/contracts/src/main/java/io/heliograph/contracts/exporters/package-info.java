/** What can be asked about exporters. */
package io.heliograph.contracts.exporters;
