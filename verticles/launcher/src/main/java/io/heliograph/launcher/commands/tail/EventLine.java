package io.heliograph.launcher.commands.tail;

import io.heliograph.launcher.commands.client.Printable;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** An event as people read it: when, what, from whom, and as much of the rest as there is room for. */
final class EventLine {
    static final int NO_LIMIT = Integer.MAX_VALUE;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private EventLine() {}

    static String of(StoredEvent event, int width) {
        String line =
                TIME.format(event.timestamp()) + "  " + event.type() + "  " + sender(event) + "  " + event.payload();
        return Printable.cut(Printable.escape(line), width);
    }

    private static String sender(StoredEvent event) {
        if (event.source() == null) {
            return event.agentId() == null ? "-" : event.agentId();
        }
        return event.agentId() == null ? event.source() : event.source() + "/" + event.agentId();
    }
}
