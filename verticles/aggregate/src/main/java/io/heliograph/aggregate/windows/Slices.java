package io.heliograph.aggregate.windows;

import io.heliograph.aggregate.windows.Tiers.Part;
import io.heliograph.aggregate.windows.Tiers.Tier;
import io.heliograph.numbers.Column;
import io.heliograph.numbers.Summary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * The values of one field, in slices of time. The newest of the narrowest slices is open: what comes into it goes into the
 * wider ones when it is closed, by a value that is newer, and no sooner. A slice whose time is over is used for the next that
 * falls on its place.
 */
final class Slices {
    private static final int EMPTY_SLICE = bytes(new Slice());

    private final Tiers tiers;
    private final Slice[][] rings;
    private Slice open;

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

    /** Counts the values of one moment; false if there was no room for them. */
    boolean add(Moment moment, Column values, Room room) {
        long number = moment.number(0);
        boolean all = true;
        if (open == null || number > open.number) {
            all = close(moment.now(), room);
            open = moment.slot(0) >= 0 ? slice(0, number, room) : null;
        }
        if (open != null && number == open.number) {
            add(open, values, room);
            return all;
        }
        for (int i = 0; i < rings.length; i++) {
            if (moment.slot(i) >= 0) {
                Slice slice = slice(i, moment.number(i), room);
                all &= slice != null;
                if (slice != null) {
                    add(slice, values, room);
                }
            }
        }
        return all;
    }

    void mergeInto(Summary whole, List<Part> parts) {
        for (Part part : parts) {
            Tier tier = tiers.all().get(part.tier());
            Slice slice = rings[part.tier()][tier.slot(part.number())];
            if (slice != null && slice.number == part.number()) {
                whole.merge(slice.summary);
            }
            if (open != null && part.tier() > 0 && tier.number(openSecond()) == part.number()) {
                whole.merge(open.summary);
            }
        }
    }

    void write(DataOutput out) throws IOException {
        for (int i = 0; i < rings.length; i++) {
            for (Slice slice : rings[i]) {
                if (slice != null && slice.summary.count() > 0) {
                    out.writeByte(i);
                    out.writeLong(slice.number);
                    out.writeBoolean(slice == open);
                    slice.summary.write(out);
                }
            }
        }
        out.writeByte(Tiers.END);
    }

    /** Fills what is empty; throws IOException if there is no room for it. */
    void read(DataInput in, long now, Room room) throws IOException {
        for (byte i = in.readByte(); i != Tiers.END; i = in.readByte()) {
            long number = in.readLong();
            boolean wasOpen = in.readBoolean();
            Summary summary = Summary.read(in);
            if (wasOpen || tiers.all().get(i).holds(number, now)) {
                Slice slice = slice(i, number, room);
                if (slice == null) {
                    throw new IOException("windows.memory has no room for it");
                }
                int before = slice.summary.bytes();
                slice.summary.merge(summary);
                room.grow(slice.summary.bytes() - before);
                open = wasOpen ? slice : open;
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

    /** Counts what is in the open slice in the wider ones too; false if there was no room for some of it. */
    private boolean close(long now, Room room) {
        boolean all = true;
        for (int i = 1; open != null && i < rings.length; i++) {
            Tier tier = tiers.all().get(i);
            long number = tier.number(openSecond());
            if (tier.holds(number, now)) {
                Slice slice = slice(i, number, room);
                all &= slice != null;
                if (slice != null) {
                    int before = slice.summary.bytes();
                    slice.summary.merge(open.summary);
                    room.grow(slice.summary.bytes() - before);
                }
            }
        }
        if (open != null) {
            int before = open.summary.bytes();
            open.summary.rest();
            room.grow(open.summary.bytes() - before);
            open = null;
        }
        return all;
    }

    private long openSecond() {
        return open.number * tiers.all().get(0).width();
    }

    private static void add(Slice slice, Column values, Room room) {
        int before = slice.summary.bytes();
        slice.summary.add(values);
        room.grow(slice.summary.bytes() - before);
    }

    private Slice slice(int ring, long number, Room room) {
        int slot = tiers.all().get(ring).slot(number);
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
