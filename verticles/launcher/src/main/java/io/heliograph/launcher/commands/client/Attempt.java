package io.heliograph.launcher.commands.client;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.retain.archive.Damaged;
import io.heliograph.retain.archive.Unreachable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.ExecutionException;

/** Does what a command is for on files or in the database, and ends it as what goes wrong there asks for. */
public final class Attempt {
    private Attempt() {}

    /** The work of a command; its exit code. */
    public interface Work {
        int run() throws CommandFailed, IOException, InterruptedException, ExecutionException;
    }

    public static int of(Surroundings surroundings, Work work) throws Exception {
        return UntilInterrupted.run(() -> run(surroundings, work));
    }

    private static int run(Surroundings surroundings, Work work) {
        try {
            return work.run();
        } catch (CommandFailed e) {
            return surroundings.end(e);
        } catch (CannotStart e) {
            return surroundings.end(CommandFailed.notAllWell(e.getMessage()));
        } catch (InterruptedException | ClosedByInterruptException e) {
            return ExitCodes.INTERRUPTED;
        } catch (Damaged | Unreachable e) {
            return surroundings.end(CommandFailed.notAllWell(e.getMessage()));
        } catch (ExecutionException e) {
            return surroundings.end(reason(e.getCause()));
        } catch (IOException e) {
            return surroundings.end(CommandFailed.usage("cannot read " + e.getMessage()));
        } finally {
            surroundings.out().flush();
        }
    }

    private static CommandFailed reason(Throwable cause) {
        if (cause instanceof CommandFailed failed) {
            return failed;
        }
        return CommandFailed.notAllWell(
                cause instanceof UncheckedIOException read
                        ? read.getCause().getMessage()
                        : "the database cannot be asked: " + cause.getMessage());
    }
}
