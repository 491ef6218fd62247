package io.heliograph.numbers;

/** Values of one field that are counted together, each with its bucket and its time. Used again and again. */
public final class Column {
    final double[] values;
    final int[] buckets;
    final long[] times;
    private int size;

    /** With room for so many values. */
    public Column(int most) {
        values = new double[most];
        buckets = new int[most];
        times = new long[most];
    }

    /** Takes one more value, with its {@link Sketch#bucket}. */
    public void add(double value, int bucket, long time) {
        values[size] = value;
        buckets[size] = bucket;
        times[size++] = time;
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }
}
