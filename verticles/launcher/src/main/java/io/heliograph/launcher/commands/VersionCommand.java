package io.heliograph.launcher.commands;

import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.launcher.version.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says which Heliograph this is, and on what it runs. */
@Command(
        name = "version",
        usageHelpAutoWidth = true,
        description = {"Says which Heliograph this is, and on what it runs.", ""},
        footerHeading = "%nExample:%n",
        footer = "  heliograph version --verbose    # what to put into a bug report")
public final class VersionCommand implements Callable<Integer> {
    @Option(
            names = {"-v", "--verbose"},
            description = "Adds the system and the libraries.")
    boolean verbose;

    @Mixin
    HelpOption help;

    private final Surroundings surroundings;

    public VersionCommand() {
        this(Surroundings.real());
    }

    public VersionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        PrintStream out = surroundings.out();
        out.println("heliograph " + Version.current().number());
        out.println("java       " + Runtime.version() + ", " + System.getProperty("java.vendor"));
        if (verbose) {
            out.println("built      " + Version.current().built());
            out.println("system     " + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                    + System.getProperty("os.arch"));
            out.println("vert.x     " + vertx());
            out.println("netty      "
                    + io.netty.util.Version.identify().get("netty-common").artifactVersion());
            out.println("jackson    " + com.fasterxml.jackson.databind.cfg.PackageVersion.VERSION);
        }
        return ExitCodes.OK;
    }

    /** Vert.x writes its version into a file; a manifest would not survive the packing into one jar. */
    private static String vertx() throws IOException {
        try (InputStream in =
                VersionCommand.class.getClassLoader().getResourceAsStream("META-INF/vertx/vertx-version.txt")) {
            return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
