package io.heliograph.numbers;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/** What is kept of many values of one field: enough for count, sum, extremes, the last one and percentiles. Merges. */
public final class Summary {
    private final Sketch sketch;
    private double sum;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double last;
    private long lastAt = Long.MIN_VALUE;

    public Summary() {
        this(new Sketch());
    }

    private Summary(Sketch sketch) {
        this.sketch = sketch;
    }

    /** Adds many values, which is cheaper than one after the other. */
    public void add(Column column) {
        sketch.add(column.buckets, column.size());
        double total = sum;
        double lowest = min;
        double highest = max;
        for (int i = 0; i < column.size(); i++) {
            double value = column.values[i];
            total += value;
            lowest = value < lowest ? value : lowest;
            highest = value > highest ? value : highest;
            take(value, column.times[i]);
        }
        sum = total;
        min = lowest;
        max = highest;
    }

    public void merge(Summary other) {
        sketch.merge(other.sketch);
        sum += other.sum;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        take(other.last, other.lastAt);
    }

    /** Lets go of what only makes adding faster. */
    public void rest() {
        sketch.rest();
    }

    public long count() {
        return sketch.count();
    }

    public double sum() {
        return sum;
    }

    public double mean() {
        return sum / count();
    }

    public double min() {
        return min;
    }

    public double max() {
        return max;
    }

    /** The value with the latest time; of several at that time the greatest, so that no order matters. */
    public double last() {
        return last;
    }

    /** The value that so large a share of all is not above. */
    public double quantile(double share) {
        return Math.max(min, Math.min(max, sketch.quantile(share)));
    }

    public void clear() {
        sketch.clear();
        sum = 0;
        min = Double.POSITIVE_INFINITY;
        max = Double.NEGATIVE_INFINITY;
        lastAt = Long.MIN_VALUE;
    }

    public int bytes() {
        return 64 + sketch.bytes();
    }

    /** The compact form, as text for documents. */
    public String pack() {
        return Base64.getEncoder().withoutPadding().encodeToString(bytesOf());
    }

    /** Writes the compact form. */
    public void write(DataOutput out) throws IOException {
        byte[] packed = bytesOf();
        out.writeInt(packed.length);
        out.write(packed);
    }

    /** Reads what was written. */
    public static Summary read(DataInput in) throws IOException {
        byte[] packed = new byte[in.readInt()];
        in.readFully(packed);
        return read(ByteBuffer.wrap(packed));
    }

    public static Summary unpack(String packed) {
        return read(ByteBuffer.wrap(Base64.getDecoder().decode(packed)));
    }

    private byte[] bytesOf() {
        ByteBuffer out = ByteBuffer.allocate(5 * Double.BYTES + sketch.mostWritten());
        out.putDouble(sum).putDouble(min).putDouble(max).putDouble(last).putLong(lastAt);
        sketch.write(out);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static Summary read(ByteBuffer in) {
        double sum = in.getDouble();
        double min = in.getDouble();
        double max = in.getDouble();
        double last = in.getDouble();
        long lastAt = in.getLong();
        Summary summary = new Summary(Sketch.read(in));
        summary.sum = sum;
        summary.min = min;
        summary.max = max;
        summary.last = last;
        summary.lastAt = lastAt;
        return summary;
    }

    private void take(double value, long at) {
        if (at > lastAt || at == lastAt && value > last) {
            last = value;
            lastAt = at;
        }
    }
}
