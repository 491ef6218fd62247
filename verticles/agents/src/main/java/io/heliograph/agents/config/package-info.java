/** What the operator says about agents: settings, and the file with those that the hub may run. */
package io.heliograph.agents.config;
