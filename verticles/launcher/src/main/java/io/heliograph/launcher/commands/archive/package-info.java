/** Commands that look at an archive and bring events back from it. */
package io.heliograph.launcher.commands.archive;
