/** How the log is written: an event is a line, whatever others put into it. */
package io.heliograph.launcher.logging;
