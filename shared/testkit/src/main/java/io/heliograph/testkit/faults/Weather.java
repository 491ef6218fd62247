package io.heliograph.testkit.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** What goes wrong on the lines of a {@link Proxy}, until it is told otherwise. */
public final class Weather {
    /** A direction. */
    public enum Way {
        TO_SERVER,
        TO_CLIENT
    }

    /** Cut the first line on which the text passes; the text itself, and what comes with it, still goes through or not. */
    public record Cut(Way way, String text, boolean textPasses) {}

    private final AtomicInteger cuts = new AtomicInteger();
    private volatile long latencyNanos;
    private volatile long bytesPerSecond = Long.MAX_VALUE;
    private Cut cut;
    private boolean silent;

    /** Each piece takes so much longer, each way. */
    public void latency(Duration latency) {
        latencyNanos = latency.toNanos();
    }

    public void bandwidth(long limit) {
        bytesPerSecond = limit;
    }

    /** The next line that fits is cut, and only that one. */
    public synchronized void cutOnce(Cut next) {
        cut = next;
    }

    /** How many lines were cut. */
    public int cuts() {
        return cuts.get();
    }

    /** Nothing passes, and nobody is told. */
    public synchronized void silence(boolean on) {
        silent = on;
        notifyAll();
    }

    Watch watch(Way way) {
        return new Watch(way);
    }

    private synchronized void awaitSound() {
        while (silent) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized Cut take(Way way, String seen) {
        if (cut == null || cut.way() != way || !seen.contains(cut.text())) {
            return null;
        }
        Cut taken = cut;
        cut = null;
        return taken;
    }

    /** One direction of one line. */
    final class Watch {
        private static final int LONGEST_TEXT = 64;

        private final Way way;
        private String before = "";
        private boolean isCut;

        private Watch(Way way) {
            this.way = way;
        }

        boolean isCut() {
            return isCut;
        }

        /** How many of the bytes go on; takes as long as they do. */
        int pass(byte[] buffer, int bytes) {
            awaitSound();
            delay(bytes);
            String seen = before + new String(buffer, 0, bytes, StandardCharsets.ISO_8859_1);
            before = seen.substring(Math.max(0, seen.length() - LONGEST_TEXT));
            Cut strikes = take(way, seen);
            int passing = strikes == null || strikes.textPasses() ? bytes : 0;
            isCut = strikes != null;
            if (isCut) {
                cuts.incrementAndGet();
            }
            return passing;
        }

        private void delay(int bytes) {
            long transfer = bytesPerSecond == Long.MAX_VALUE ? 0 : TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond;
            for (long until = System.nanoTime() + latencyNanos + transfer; System.nanoTime() < until; ) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
        }
    }
}
