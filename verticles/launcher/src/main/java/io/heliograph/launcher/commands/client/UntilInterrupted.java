package io.heliograph.launcher.commands.client;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a command end in its own way on Ctrl-C: its thread is interrupted, and the exit code is the one it returns. */
public final class UntilInterrupted {
    private static final int PATIENCE_SECONDS = 3;

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int exitCode = ExitCodes.INTERRUPTED;

    private UntilInterrupted() {}

    public static int run(Callable<Integer> command) throws Exception {
        UntilInterrupted run = new UntilInterrupted();
        Thread hook = new Thread(run::interrupt, "end-on-signal");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            run.exitCode = command.call();
            return run.exitCode;
        } finally {
            run.ended.countDown();
            remove(hook);
        }
    }

    private void interrupt() {
        worker.interrupt();
        try {
            if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // A signal's own exit code would be 130 whatever the command returned; only halt can say otherwise.
        Runtime.getRuntime().halt(exitCode);
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is what brought the command here.
        }
    }
}
