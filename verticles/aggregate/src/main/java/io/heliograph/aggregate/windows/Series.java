package io.heliograph.aggregate.windows;

import io.heliograph.aggregate.windows.Tiers.Part;
import io.heliograph.numbers.Column;
import io.heliograph.numbers.Summary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events of one type, or of one type and a source or an agent: how many, and the values of each field. */
final class Series {
    /** Under this name stands what went beyond a bound. */
    static final String OTHER = "other";

    /** A field's name and its entry. */
    private static final int FIELD_BYTES = 160;

    /** Payloads of one type mostly have the same fields in the same order: so many are found by their place. */
    private static final int PLACES = 16;

    /** Which of an event's series it is, and its first and last rows that are not counted yet; all kept by {@link Rows}. */
    final int lane;

    int firstRow = -1;
    int lastRow;

    private final Room room;
    private final Tiers tiers;
    private final int maxFields;
    private final Counts events;
    private final Map<String, Slices> fields = new HashMap<>();
    private final String[] names = new String[PLACES];
    private final Slices[] places = new Slices[PLACES];
    private long touched;

    private Series(Room room, int lane, Tiers tiers, int maxFields) {
        this.room = room;
        this.lane = lane;
        this.tiers = tiers;
        this.maxFields = maxFields;
        events = new Counts(tiers);
    }

    /** A new one; null if there is no room for it. */
    static Series in(Room room, int lane, Tiers tiers, int maxFields) {
        return room.forFilters(lane > 0).take(emptyBytes(tiers)) ? new Series(room, lane, tiers, maxFields) : null;
    }

    /** Counts so many events of one moment. */
    void add(Moment moment, int many) {
        touched = Math.max(touched, moment.second());
        events.add(moment, many);
    }

    /** Counts values of one field that have the same place in their payloads. */
    void add(Moment moment, String field, int place, Column values, Beyond beyond) {
        room.forFilters(lane > 0);
        Slices slices = slices(field, place, values.size(), beyond);
        if (slices == null || !slices.add(moment, values, room)) {
            beyond.values(values.size());
        }
    }

    /** Merges what lies in these slices into what is known of each field, and returns how many events there are. */
    long mergeInto(Map<String, Summary> whole, List<Part> parts) {
        long count = events.sum(parts);
        if (count > 0) {
            fields.forEach((field, slices) -> {
                Summary summary = new Summary();
                slices.mergeInto(summary, parts);
                if (summary.count() > 0) {
                    whole.merge(field, summary, (known, more) -> {
                        known.merge(more);
                        return known;
                    });
                }
            });
        }
        return count;
    }

    /** Whether nothing in it is younger. */
    boolean isOlderThan(long second) {
        return touched < second;
    }

    long bytes() {
        return emptyBytes(tiers)
                + fields.values().stream().mapToLong(Slices::bytes).sum()
                + (long) fields.size() * FIELD_BYTES;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(touched);
        events.write(out);
        out.writeInt(fields.size());
        for (Map.Entry<String, Slices> field : fields.entrySet()) {
            out.writeUTF(field.getKey());
            field.getValue().write(out);
        }
    }

    /** Fills what is empty; throws IOException if there is no room for it. */
    void read(DataInput in, long now) throws IOException {
        room.forFilters(lane > 0);
        touched = in.readLong();
        events.read(in);
        for (int left = in.readInt(); left > 0; left--) {
            Slices slices = made(in.readUTF());
            if (slices == null) {
                throw new IOException("windows.memory has no room for it");
            }
            slices.read(in, now, room);
        }
    }

    private static long emptyBytes(Tiers tiers) {
        return 256L + 2 * (16 + 4 * PLACES) + Counts.bytes(tiers);
    }

    private Slices slices(String field, int place, int values, Beyond beyond) {
        if (place < PLACES && names[place] == field) {
            return places[place];
        }
        Slices found = slices(field, values, beyond);
        if (place < PLACES && found != null && fields.get(field) == found) {
            names[place] = field;
            places[place] = found;
        }
        return found;
    }

    private Slices slices(String field, int values, Beyond beyond) {
        Slices known = fields.get(field);
        if (known != null) {
            return known;
        }
        if (fields.size() >= maxFields && !field.equals(OTHER)) {
            beyond.fields(values);
            return slices(OTHER, values, beyond);
        }
        return made(field);
    }

    private Slices made(String field) {
        if (!room.take(FIELD_BYTES + (long) Slices.emptyBytes(tiers))) {
            return null;
        }
        Slices made = new Slices(tiers);
        fields.put(field, made);
        return made;
    }
}
