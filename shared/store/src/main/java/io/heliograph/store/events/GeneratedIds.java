package io.heliograph.store.events;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The time within an id that the hub gave: the first 48 bits of a UUIDv7 are the milliseconds of the event. */
final class GeneratedIds {
    private static final Pattern UUID_V7 =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private GeneratedIds() {}

    static OptionalLong millisOf(String id) {
        if (!UUID_V7.matcher(id).matches()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(id.substring(0, 8) + id.substring(9, 13), 16));
    }
}
