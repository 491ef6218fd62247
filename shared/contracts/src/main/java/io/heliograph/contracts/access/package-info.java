/** Who may come in: keys, and tickets for sockets. */
package io.heliograph.contracts.access;
