/** The numbers in events. Windows are kept in memory, from the journal's head, and never ask a database. */
package io.heliograph.aggregate;
