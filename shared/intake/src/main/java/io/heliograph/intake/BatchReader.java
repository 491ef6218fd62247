package io.heliograph.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads back what {@link BatchWriter} wrote. */
public final class BatchReader {
    private BatchReader() {}

    /** The events of one journaled batch, in their order. Throws IllegalArgumentException on a version from the future. */
    public static List<JournaledEvent> read(ByteBuffer batch) {
        ByteBuffer in = batch.duplicate();
        byte version = in.get();
        if (version != BatchWriter.VERSION) {
            throw new IllegalArgumentException("batch format " + version + " is not known to this version");
        }
        String project = text(in);
        long receivedAt = in.getLong();
        int count = in.getInt();
        List<JournaledEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long timestamp = in.getLong();
            boolean ownId = in.get() == 1;
            events.add(new JournaledEvent(
                    project,
                    receivedAt,
                    timestamp,
                    text(in),
                    ownId,
                    text(in),
                    absentIfEmpty(text(in)),
                    absentIfEmpty(text(in)),
                    utf8(in, in.getInt())));
        }
        return events;
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
