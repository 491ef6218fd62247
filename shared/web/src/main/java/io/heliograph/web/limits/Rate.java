package io.heliograph.web.limits;

import io.heliograph.contracts.settings.Units;

/** What a project may send, in events and in bytes of plain body; 0 leaves either without a limit. */
public record Rate(long eventsPerSecond, long bytesPerSecond) {
    public static final Rate UNLIMITED = new Rate(0, 0);

    public Rate {
        if (eventsPerSecond < 0 || bytesPerSecond < 0) {
            throw new IllegalArgumentException("a rate is 0 or more");
        }
    }

    /** Reads {@code 1000} or {@code 1000/4MiB}. */
    static Rate parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new Rate(Long.parseLong(text.strip()), 0)
                : new Rate(
                        Long.parseLong(text.substring(0, slash).strip()),
                        Units.bytes(text.substring(slash + 1).strip()));
    }

    boolean isUnlimited() {
        return equals(UNLIMITED);
    }
}
