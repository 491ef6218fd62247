/** Commands that make room. */
package io.heliograph.launcher.commands.maintenance;
