package io.heliograph.launcher.commands.client;

/** Reads numbers as people type them. */
public final class Ranges {
    private Ranges() {}

    public static void check(String option, long value, long least, long most) throws CommandFailed {
        if (value < least || value > most) {
            throw CommandFailed.usage(option + " takes " + least + " to " + most + ", not " + value);
        }
    }
}
