package io.heliograph.launcher.commands.client;

/** Why a command ends early: a sentence for its user and a code for the shell. Carries no stack: it is an answer. */
public final class CommandFailed extends Exception {
    private final int exitCode;

    private CommandFailed(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    public static CommandFailed usage(String message) {
        return new CommandFailed(ExitCodes.USAGE, message);
    }

    public static CommandFailed unreachable(String message) {
        return new CommandFailed(ExitCodes.UNREACHABLE, message);
    }

    public static CommandFailed notAllWell(String message) {
        return new CommandFailed(ExitCodes.NOT_ALL_WELL, message);
    }

    public int exitCode() {
        return exitCode;
    }
}
