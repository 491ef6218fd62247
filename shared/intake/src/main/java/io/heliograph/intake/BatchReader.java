package io.heliograph.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Reads back what {@link BatchWriter} wrote. Version 1, which is only read, wrote every id as a str behind a u8 that was 1
 * for a sender's.
 */
public final class BatchReader {
    private static final byte VERSION_1 = 1;

    private final ByteBuffer in;
    private final boolean idsAreText;
    private final Texts types = new Texts();
    private final Texts sources = new Texts();
    private final Texts agents = new Texts();

    private BatchReader(ByteBuffer in, byte version) {
        this.in = in;
        this.idsAreText = version == VERSION_1;
    }

    /** The events of one journaled batch, in their order. Throws IllegalArgumentException on a version from the future. */
    public static List<JournaledEvent> read(ByteBuffer batch) {
        ByteBuffer in =
                ByteBuffer.allocate(batch.remaining()).put(batch.duplicate()).flip();
        byte version = in.get();
        if (version != VERSION_1 && version != BatchWriter.VERSION) {
            throw new IllegalArgumentException("batch format " + version + " is not known to this version");
        }
        return new BatchReader(in, version).events();
    }

    /** Whose events a batch holds; the rest of it is not looked at. */
    public static String projectOf(ByteBuffer batch) {
        ByteBuffer in = batch.duplicate();
        byte version = in.get();
        return new BatchReader(in, version).text();
    }

    /** When a batch was received; its events are not looked at. */
    public static long receivedAtOf(ByteBuffer batch) {
        ByteBuffer in = batch.duplicate();
        in.get();
        in.position(in.position() + Short.BYTES + Short.toUnsignedInt(in.getShort(in.position())));
        return in.getLong();
    }

    private List<JournaledEvent> events() {
        String project = text();
        long receivedAt = in.getLong();
        int count = in.getInt();
        List<JournaledEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long timestamp = in.getLong();
            boolean own = in.get() == BatchWriter.OWN_ID;
            events.add(new JournaledEvent(
                    project,
                    receivedAt,
                    timestamp,
                    own ? null : hubId(),
                    own ? text() : null,
                    types.next(),
                    sources.next(),
                    agents.next(),
                    Payload.next(in, in.getInt())));
        }
        return events;
    }

    private UUID hubId() {
        return idsAreText ? UUID.fromString(text()) : new UUID(in.getLong(), in.getLong());
    }

    private String text() {
        return utf8(Short.toUnsignedInt(in.getShort()));
    }

    private String utf8(int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** One member of all events. It mostly is what it was in the event before, or in one of not long ago. */
    private final class Texts {
        private String last = "";
        private int lastAt;
        private int lastLength;

        /** The member of the next event; null if it is empty. */
        String next() {
            int length = Short.toUnsignedInt(in.getShort());
            int at = in.position();
            in.position(at + length);
            if (!Arrays.equals(in.array(), at, at + length, in.array(), lastAt, lastAt + lastLength)) {
                last = KnownTexts.text(in.array(), at, length);
                lastAt = at;
                lastLength = length;
            }
            return length == 0 ? null : last;
        }
    }
}
