/** What holds for all agents of a project, whoever runs them. */
package io.heliograph.contracts.fleet;
