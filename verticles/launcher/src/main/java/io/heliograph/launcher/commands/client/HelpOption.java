package io.heliograph.launcher.commands.client;

import picocli.CommandLine.Option;

/** The help that every command gives. */
public final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help and ends.")
    boolean asked;
}
