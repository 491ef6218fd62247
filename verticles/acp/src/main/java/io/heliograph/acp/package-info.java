/** Messages between agents. What was answered is in PostgreSQL; everything kept in memory here may be lost at any time. */
package io.heliograph.acp;
