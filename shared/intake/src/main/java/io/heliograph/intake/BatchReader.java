package io.heliograph.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Reads back what {@link BatchWriter} wrote. Version 1, which is only read, wrote every id as a str behind a u8 that was 1
 * for a sender's.
 */
public final class BatchReader {
    private static final byte VERSION_1 = 1;

    private BatchReader() {}

    /** The events of one journaled batch, in their order. Throws IllegalArgumentException on a version from the future. */
    public static List<JournaledEvent> read(ByteBuffer batch) {
        ByteBuffer in = batch.duplicate();
        byte version = in.get();
        if (version != VERSION_1 && version != BatchWriter.VERSION) {
            throw new IllegalArgumentException("batch format " + version + " is not known to this version");
        }
        String project = text(in);
        long receivedAt = in.getLong();
        int count = in.getInt();
        List<JournaledEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long timestamp = in.getLong();
            boolean ownId = in.get() == BatchWriter.OWN_ID;
            events.add(new JournaledEvent(
                    project,
                    receivedAt,
                    timestamp,
                    ownId || version == VERSION_1 ? text(in) : uuid(in),
                    ownId,
                    text(in),
                    absentIfEmpty(text(in)),
                    absentIfEmpty(text(in)),
                    utf8(in, in.getInt())));
        }
        return events;
    }

    private static String uuid(ByteBuffer in) {
        return new UUID(in.getLong(), in.getLong()).toString();
    }

    private static String text(ByteBuffer in) {
        return utf8(in, Short.toUnsignedInt(in.getShort()));
    }

    private static String utf8(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String absentIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
