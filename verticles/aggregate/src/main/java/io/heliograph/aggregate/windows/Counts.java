package io.heliograph.aggregate.windows;

import io.heliograph.aggregate.windows.Tiers.Part;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** How many events there were, in slices of time. */
final class Counts {
    private final Tiers tiers;
    private final long[][] numbers;
    private final long[][] counts;

    Counts(Tiers tiers) {
        this.tiers = tiers;
        numbers = new long[tiers.all().size()][];
        counts = new long[tiers.all().size()][];
        for (int i = 0; i < counts.length; i++) {
            numbers[i] = new long[tiers.all().get(i).slots()];
            counts[i] = new long[numbers[i].length];
        }
    }

    static int bytes(Tiers tiers) {
        return 96
                + tiers.all().stream().mapToInt(tier -> 32 + 16 * tier.slots()).sum();
    }

    void add(Moment moment, int many) {
        for (int i = 0; i < counts.length; i++) {
            int slot = moment.slot(i);
            if (slot >= 0) {
                long number = moment.number(i);
                counts[i][slot] = numbers[i][slot] == number ? counts[i][slot] + many : many;
                numbers[i][slot] = number;
            }
        }
    }

    void write(DataOutput out) throws IOException {
        for (int i = 0; i < counts.length; i++) {
            for (int slot = 0; slot < counts[i].length; slot++) {
                if (counts[i][slot] > 0) {
                    out.writeByte(i);
                    out.writeLong(numbers[i][slot]);
                    out.writeLong(counts[i][slot]);
                }
            }
        }
        out.writeByte(Tiers.END);
    }

    void read(DataInput in) throws IOException {
        for (byte i = in.readByte(); i != Tiers.END; i = in.readByte()) {
            long number = in.readLong();
            int slot = tiers.all().get(i).slot(number);
            numbers[i][slot] = number;
            counts[i][slot] = in.readLong();
        }
    }

    long sum(List<Part> parts) {
        long sum = 0;
        for (Part part : parts) {
            int slot = tiers.all().get(part.tier()).slot(part.number());
            sum += numbers[part.tier()][slot] == part.number() ? counts[part.tier()][slot] : 0;
        }
        return sum;
    }
}
