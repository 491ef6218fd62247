package io.heliograph.intake;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.heliograph.contracts.json.Times;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Accepted events as callers are shown them. Written by hand, at a fraction of what it costs to have them mapped, since a
 * stream writes each; a test compares the two.
 */
public final class EventJson {
    private static final int MEMBERS_BYTES = 320;
    private static final byte[] ID = name("{\"id\":");
    private static final byte[] TIMESTAMP = name(",\"timestamp\":");
    private static final byte[] RECEIVED_AT = name(",\"received_at\":");
    private static final byte[] TYPE = name(",\"type\":");
    private static final byte[] SOURCE = name(",\"source\":");
    private static final byte[] AGENT_ID = name(",\"agent_id\":");
    private static final byte[] PROJECT = name(",\"project\":");
    private static final byte[] PAYLOAD = name(",\"payload\":");
    private static final byte[] NULL = name("null");

    private EventJson() {}

    /** One event, its payload byte for byte as it came. */
    public static byte[] of(JournaledEvent event) {
        Payload payload = event.payload();
        ByteArrayBuilder out = new ByteArrayBuilder(MEMBERS_BYTES + payload.length());
        text(out, ID, event.id());
        time(out, TIMESTAMP, event.time());
        time(out, RECEIVED_AT, event.received());
        text(out, TYPE, event.type());
        text(out, SOURCE, event.source());
        text(out, AGENT_ID, event.agentId());
        text(out, PROJECT, event.project());
        out.write(PAYLOAD);
        out.write(payload.bytes(), payload.from(), payload.length());
        out.write('}');
        return out.toByteArray();
    }

    private static void text(ByteArrayBuilder out, byte[] name, String value) {
        out.write(name);
        if (value == null) {
            out.write(NULL);
        } else {
            quoted(out, JsonStringEncoder.getInstance().quoteAsUTF8(value));
        }
    }

    private static void time(ByteArrayBuilder out, byte[] name, Instant time) {
        out.write(name);
        quoted(out, Times.format(time).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void quoted(ByteArrayBuilder out, byte[] value) {
        out.write('"');
        out.write(value);
        out.write('"');
    }

    private static byte[] name(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
