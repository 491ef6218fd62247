package io.heliograph.aggregate.windows;

import io.heliograph.aggregate.windows.Tiers.Part;
import io.heliograph.aggregate.windows.Tiers.Tier;
import io.heliograph.numbers.Summary;
import java.util.List;

/** The values of one field, in slices of time. A slice whose time is over is used for the next that falls on its place. */
final class Slices {
    private static final int EMPTY_SLICE = bytes(new Slice());

    private final Tiers tiers;
    private final Slice[][] rings;

    private static final class Slice {
        private final Summary summary = new Summary();
        private long number;
    }

    Slices(Tiers tiers) {
        this.tiers = tiers;
        rings = new Slice[tiers.all().size()][];
        for (int i = 0; i < rings.length; i++) {
            rings[i] = new Slice[tiers.all().get(i).slots()];
        }
    }

    /** About how many bytes of the heap it takes without any values. */
    static int emptyBytes(Tiers tiers) {
        return 64 + tiers.all().stream().mapToInt(tier -> 16 + 4 * tier.slots()).sum();
    }

    /** Counts a value; false if there was no room for it. */
    boolean add(Moment moment, double value, int bucket, Room room) {
        boolean all = true;
        for (int i = 0; i < rings.length; i++) {
            Tier tier = tiers.all().get(i);
            long number = tier.number(moment.second());
            if (tier.holds(number, moment.now())) {
                Slice slice = slice(i, tier.slot(number), number, room);
                if (slice == null) {
                    all = false;
                } else {
                    int before = slice.summary.bytes();
                    slice.summary.add(value, bucket, moment.micros());
                    room.grow(slice.summary.bytes() - before);
                }
            }
        }
        return all;
    }

    void mergeInto(Summary whole, List<Part> parts) {
        for (Part part : parts) {
            Slice slice = rings[part.tier()][tiers.all().get(part.tier()).slot(part.number())];
            if (slice != null && slice.number == part.number()) {
                whole.merge(slice.summary);
            }
        }
    }

    long bytes() {
        long bytes = emptyBytes(tiers);
        for (Slice[] ring : rings) {
            for (Slice slice : ring) {
                bytes += slice == null ? 0 : bytes(slice);
            }
        }
        return bytes;
    }

    private Slice slice(int ring, int slot, long number, Room room) {
        Slice slice = rings[ring][slot];
        if (slice == null) {
            if (!room.take(EMPTY_SLICE)) {
                return null;
            }
            slice = new Slice();
            slice.number = number;
            rings[ring][slot] = slice;
        } else if (slice.number != number) {
            slice.summary.clear();
            slice.number = number;
        }
        return slice;
    }

    private static int bytes(Slice slice) {
        return 32 + slice.summary.bytes();
    }
}
