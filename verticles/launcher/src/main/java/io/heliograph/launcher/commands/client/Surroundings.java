package io.heliograph.launcher.commands.client;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** All that a command sees of the world beside its options and the hub. */
public record Surroundings(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Clock clock,
        Pace pace,
        boolean outIsTerminal,
        boolean errIsTerminal) {

    public static Surroundings real() {
        return new Surroundings(
                new FileInputStream(FileDescriptor.in),
                System.out,
                System.err,
                Clock.systemUTC(),
                Pace.real(),
                isTerminal(1),
                isTerminal(2));
    }

    /** Says something about the command's own doing, beside what it was asked for. */
    public void say(String sentence) {
        err.println("heliograph: " + sentence);
    }

    /** Says why the command ends, and gives the code that it ends with. */
    public int end(CommandFailed failed) {
        say(failed.getMessage());
        return failed.exitCode();
    }

    /** Java's own answer covers input and output together only, so where the system tells more, that is asked. */
    private static boolean isTerminal(int descriptor) {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            String opened = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return opened.startsWith("/dev/pts/") || opened.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null;
        }
    }
}
