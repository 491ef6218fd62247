/** What is said to all agents of a project, kept in PostgreSQL, and what each of them made of it. */
package io.heliograph.agents.fleet;
