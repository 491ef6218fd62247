package io.heliograph.web.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * When credentials from an address were refused: the last few times for each, so that in no minute there are more. Of
 * addresses beyond the bound, those that were silent for longest are forgotten.
 */
final class Failures {
    private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);

    private final int most;
    private final LongSupplier nanos;
    private final Map<String, Times> byAddress;

    /** The last failures in a ring; {@code next} is the oldest once it is full. */
    private static final class Times {
        private final long[] at;
        private int count;
        private int next;

        Times(int most) {
            at = new long[most];
        }

        void add(long now) {
            at[next] = now;
            next = (next + 1) % at.length;
            count = Math.min(count + 1, at.length);
        }

        long nanosLeft(long now) {
            return count < at.length ? 0 : Math.max(0, at[next] + WINDOW - now);
        }
    }

    /** So many failures in a minute and no more; 0 counts none. */
    Failures(int most, int maxAddresses, LongSupplier nanos) {
        this.most = most;
        this.nanos = nanos;
        byAddress = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Times> eldest) {
                return size() > maxAddresses;
            }
        };
    }

    /** Seconds until credentials from there are looked at again; 0 if they are now. */
    synchronized int secondsLeft(String address) {
        Times times = byAddress.isEmpty() ? null : byAddress.get(address);
        long left = times == null ? 0 : times.nanosLeft(nanos.getAsLong());
        return (int) ((left + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1));
    }

    synchronized void add(String address) {
        if (most > 0) {
            byAddress.computeIfAbsent(address, fresh -> new Times(most)).add(nanos.getAsLong());
        }
    }
}
