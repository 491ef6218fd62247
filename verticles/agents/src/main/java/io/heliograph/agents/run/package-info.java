/**
 * Running agents: what makes them ({@link io.heliograph.agents.run.Launcher}), what keeps one alive
 * ({@code Keeper}), and which of them this node owns ({@link io.heliograph.agents.run.Roster}). An agent runs only while
 * the lease of its owner is held; everything here belongs to the context of one verticle, but for threads that wait for
 * processes.
 */
package io.heliograph.agents.run;
