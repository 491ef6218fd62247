package io.heliograph.contracts.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether an agent can be reached. */
public enum Presence {
    /** It holds a connection and answers. */
    ONLINE,
    /** It holds a connection and has not answered the last ping in time. */
    UNRESPONSIVE,
    /** It holds none; its mailbox waits for it. */
    OFFLINE;

    /** Of an agent that is connected or not, and has missed an answer or not. */
    public static Presence of(boolean connected, boolean unresponsive) {
        if (!connected) {
            return OFFLINE;
        }
        return unresponsive ? UNRESPONSIVE : ONLINE;
    }

    @JsonCreator
    public static Presence parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
