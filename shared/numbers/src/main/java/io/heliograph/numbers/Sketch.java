package io.heliograph.numbers;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How many values lie in which bucket, where each bucket is 2 % wider than the one before: a percentile is within 1 % of the
 * exact one. Values nearer to 0 than any normal double count as 0. Beyond {@link #MOST_BUCKETS} the lowest buckets are counted
 * as the lowest that is kept. Merging two gives the same bytes as counting all values in one, in whatever order.
 */
public final class Sketch {
    /** How far a percentile may be from the exact one, relative to it. */
    public static final double ERROR = 0.01;

    /** Values from one to 10^17 have room in them, so that hardly anything that is measured ever loses a bucket. */
    public static final int MOST_BUCKETS = 2_048;

    private static final double GAMMA = (1 + ERROR) / (1 - ERROR);
    private static final double PER_LOG = 1 / Math.log(GAMMA);

    /** From a bucket's upper end to the point from which both ends are equally far, in logarithms. */
    private static final double MIDDLE = Math.log(2 / (1 + GAMMA));

    /** Above the bucket of every positive value, so that those of negative ones sort below 0. */
    private static final int ZERO = 40_000;

    /** From so many buckets on it is worth remembering where some of them stand. */
    private static final int MANY = 16;

    private static final int FEWEST_HINTS = 64;

    private int[] keys;
    private long[] counts;
    private short[] hints;
    private int size;
    private long count;

    public Sketch() {
        keys = new int[2];
        counts = new long[2];
    }

    /** The bucket of a finite value; greater values have greater ones. */
    public static int bucket(double value) {
        double distance = Math.abs(value);
        if (distance < Double.MIN_NORMAL) {
            return 0;
        }
        int bucket = ZERO + (int) Math.ceil(Math.log(distance) * PER_LOG);
        return value < 0 ? -bucket : bucket;
    }

    /** Counts one value of this bucket. */
    public void add(int bucket) {
        if (size >= MANY && (hints == null || hints.length < 2 * size)) {
            hints = new short[hints == null ? FEWEST_HINTS : 2 * hints.length];
        }
        add(bucket, 1);
        shrink();
    }

    /** Lets go of what only makes adding faster. */
    public void rest() {
        hints = null;
    }

    public void merge(Sketch other) {
        if (other.size == 0) {
            return;
        }
        if (size == 0) {
            keys = Arrays.copyOf(other.keys, other.size);
            counts = Arrays.copyOf(other.counts, other.size);
            size = other.size;
            count = other.count;
            return;
        }
        int missing = missing(other);
        if (missing == 0) {
            addAll(other);
        } else {
            interleave(other, size + missing);
        }
        count += other.count;
        shrink();
    }

    public long count() {
        return count;
    }

    /** The value that so large a share of all is not above; NaN if there are none. */
    public double quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int i = 0; i < size; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return value(keys[i]);
            }
        }
        return Double.NaN;
    }

    /** Forgets all values, and keeps the room. */
    public void clear() {
        size = 0;
        count = 0;
    }

    /** About how many bytes of the heap it holds. */
    public int bytes() {
        return 72 + 12 * keys.length + (hints == null ? 0 : 16 + Short.BYTES * hints.length);
    }

    /** Appends the buckets; {@link #mostWritten()} bytes are enough. */
    public void write(ByteBuffer out) {
        Varints.write(out, size);
        int last = 0;
        for (int i = 0; i < size; i++) {
            Varints.writeSigned(out, keys[i] - last);
            Varints.write(out, counts[i]);
            last = keys[i];
        }
    }

    public int mostWritten() {
        return 5 + 14 * size;
    }

    /** Reads what was written; throws IllegalArgumentException if that was something else. */
    public static Sketch read(ByteBuffer in) {
        long size = Varints.read(in);
        if (size < 0 || size > MOST_BUCKETS) {
            throw new IllegalArgumentException("not a sketch: " + size + " buckets");
        }
        Sketch sketch = new Sketch();
        int last = 0;
        for (int i = 0; i < size; i++) {
            last += (int) Varints.readSigned(in);
            sketch.add(last, Varints.read(in));
        }
        return sketch;
    }

    private void add(int bucket, long many) {
        count += many;
        int at = find(bucket);
        if (at >= 0) {
            counts[at] += many;
            return;
        }
        at = -at - 1;
        if (size == keys.length) {
            int room = Math.min(MOST_BUCKETS + 1, size + Math.max(2, size / 2));
            keys = Arrays.copyOf(keys, room);
            counts = Arrays.copyOf(counts, room);
        }
        System.arraycopy(keys, at, keys, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        keys[at] = bucket;
        counts[at] = many;
        size++;
    }

    /** Where the bucket stands, or would stand: as a binary search says it, but mostly without one. */
    private int find(int bucket) {
        if (size == 0 || keys[size - 1] < bucket) {
            return -size - 1;
        }
        if (hints == null) {
            return Arrays.binarySearch(keys, 0, size, bucket);
        }
        int place = bucket & hints.length - 1;
        int hint = hints[place];
        if (hint < size && keys[hint] == bucket) {
            return hint;
        }
        int at = Arrays.binarySearch(keys, 0, size, bucket);
        hints[place] = (short) Math.max(0, at);
        return at;
    }

    /** How many buckets of the other are not here. */
    private int missing(Sketch other) {
        int missing = 0;
        int here = 0;
        for (int i = 0; i < other.size; i++) {
            while (here < size && keys[here] < other.keys[i]) {
                here++;
            }
            if (here == size || keys[here] != other.keys[i]) {
                missing++;
            }
        }
        return missing;
    }

    private void addAll(Sketch other) {
        int here = 0;
        for (int i = 0; i < other.size; i++) {
            while (keys[here] != other.keys[i]) {
                here++;
            }
            counts[here] += other.counts[i];
        }
    }

    /** From the top down, so that what is here is moved once and over nothing that is still to be read. */
    private void interleave(Sketch other, int together) {
        if (together > keys.length) {
            keys = Arrays.copyOf(keys, together + together / 4);
            counts = Arrays.copyOf(counts, together + together / 4);
        }
        int here = size - 1;
        int there = other.size - 1;
        for (int to = together - 1; there >= 0; to--) {
            boolean both = here >= 0 && keys[here] == other.keys[there];
            if (both || here < 0 || keys[here] < other.keys[there]) {
                counts[to] = other.counts[there] + (both ? counts[here] : 0);
                keys[to] = other.keys[there--];
                here -= both ? 1 : 0;
            } else {
                counts[to] = counts[here];
                keys[to] = keys[here--];
            }
        }
        size = together;
    }

    private void shrink() {
        int over = size - MOST_BUCKETS;
        if (over <= 0) {
            return;
        }
        for (int i = 0; i < over; i++) {
            counts[over] += counts[i];
        }
        System.arraycopy(keys, over, keys, 0, MOST_BUCKETS);
        System.arraycopy(counts, over, counts, 0, MOST_BUCKETS);
        size = MOST_BUCKETS;
    }

    private static double value(int key) {
        if (key == 0) {
            return 0;
        }
        double distance = Math.min(Double.MAX_VALUE, Math.exp((Math.abs(key) - ZERO) / PER_LOG + MIDDLE));
        return key < 0 ? -distance : distance;
    }
}
