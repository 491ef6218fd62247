/** What panels are told about agents and hub. */
package io.heliograph.agents.status;
