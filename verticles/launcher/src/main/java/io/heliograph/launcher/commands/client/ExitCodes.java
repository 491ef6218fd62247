package io.heliograph.launcher.commands.client;

/** What a command's end says to the shell. */
public final class ExitCodes {
    public static final int OK = 0;

    /** The command ran, and not everything was as it should be. */
    public static final int NOT_ALL_WELL = 1;

    /** The command line, a file or the credential has to be put right first. */
    public static final int USAGE = 2;

    /** The hub could not be reached, or went away in the middle. */
    public static final int UNREACHABLE = 3;

    /** What a shell expects of a program that Ctrl-C ended. */
    public static final int INTERRUPTED = 130;

    private ExitCodes() {}
}
