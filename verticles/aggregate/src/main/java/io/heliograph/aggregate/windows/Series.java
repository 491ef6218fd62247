package io.heliograph.aggregate.windows;

import io.heliograph.aggregate.windows.Tiers.Part;
import io.heliograph.numbers.Summary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events of one type, or of one type and a source or an agent: how many, and the values of each field. */
final class Series {
    /** Under this name stands what went beyond a bound. */
    static final String OTHER = "other";

    /** A field's name and its entry. */
    private static final int FIELD_BYTES = 160;

    private final Tiers tiers;
    private final int maxFields;
    private final Counts events;
    private final Map<String, Slices> fields = new HashMap<>();
    private long touched;

    private Series(Tiers tiers, int maxFields) {
        this.tiers = tiers;
        this.maxFields = maxFields;
        events = new Counts(tiers);
    }

    /** A new one; null if there is no room for it. */
    static Series in(Room room, Tiers tiers, int maxFields) {
        return room.take(emptyBytes(tiers)) ? new Series(tiers, maxFields) : null;
    }

    void add(Moment moment, Numbers numbers, Room room, Beyond beyond) {
        touched = Math.max(touched, moment.second());
        events.add(moment);
        for (int i = 0; i < numbers.size(); i++) {
            Slices slices = slices(numbers.field(i), room, beyond);
            if (slices == null || !slices.add(moment, numbers.value(i), numbers.bucket(i), room)) {
                beyond.value();
            }
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

    private static long emptyBytes(Tiers tiers) {
        return 256L + Counts.bytes(tiers);
    }

    private Slices slices(String field, Room room, Beyond beyond) {
        Slices known = fields.get(field);
        if (known != null) {
            return known;
        }
        if (fields.size() >= maxFields && !field.equals(OTHER)) {
            beyond.field();
            return slices(OTHER, room, beyond);
        }
        if (!room.take(FIELD_BYTES + (long) Slices.emptyBytes(tiers))) {
            return null;
        }
        Slices made = new Slices(tiers);
        fields.put(field, made);
        return made;
    }
}
