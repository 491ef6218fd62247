package io.heliograph.launcher.commands.send;

import io.heliograph.launcher.commands.client.CommandFailed;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Keeps several batches in flight and takes their outcomes in the order of the lines, so that what is answered for is
 * always everything up to some line. What it holds is bounded by the window, not by the input.
 */
final class Sending {
    private final Batches batches;
    private final BatchSender sender;
    private final int parallel;
    private final Listener listener;
    private final Deque<InFlight> window = new ArrayDeque<>();

    /** Hears of each batch once every batch before it is answered for as well. */
    @FunctionalInterface
    interface Listener {
        void answered(Batch batch, Outcome outcome) throws CommandFailed;
    }

    private record InFlight(Batch batch, Future<Outcome> outcome) {}

    Sending(Batches batches, BatchSender sender, int parallel, Listener listener) {
        this.batches = batches;
        this.sender = sender;
        this.parallel = parallel;
        this.listener = listener;
    }

    void run() throws IOException, CommandFailed, InterruptedException {
        ExecutorService senders = Executors.newFixedThreadPool(parallel);
        try {
            for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
                Batch next = batch;
                window.add(new InFlight(next, senders.submit(() -> sender.send(next))));
                settle(parallel * 2);
            }
            settle(0);
        } finally {
            senders.shutdownNow();
            senders.awaitTermination(2, TimeUnit.SECONDS);
        }
    }

    /** Waits until no more than so many batches are open, and takes what is ready beyond that. */
    private void settle(int most) throws CommandFailed, InterruptedException {
        while (window.size() > most
                || !window.isEmpty() && window.peek().outcome().isDone()) {
            InFlight oldest = window.peek();
            listener.answered(oldest.batch(), outcome(oldest.outcome()));
            window.remove();
        }
    }

    private static Outcome outcome(Future<Outcome> future) throws CommandFailed, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CommandFailed failed) {
                throw failed;
            }
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IllegalStateException("a sender failed", e.getCause());
        }
    }
}
