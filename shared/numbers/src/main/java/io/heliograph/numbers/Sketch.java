package io.heliograph.numbers;

import java.nio.ByteBuffer;

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

    /** Many times what {@link NearLogarithm} may be wrong by, in buckets. */
    private static final double NEAR = 1e-6;

    /** All but that of 0, which is far away from the others. */
    private final Buckets buckets = new Buckets();

    private long zeros;
    private long count;

    /** The bucket of a finite value; greater values have greater ones. */
    public static int bucket(double value) {
        double distance = Math.abs(value);
        if (distance < Double.MIN_NORMAL) {
            return 0;
        }
        int bucket = ZERO + bucketOf(distance);
        return value < 0 ? -bucket : bucket;
    }

    /** What is nearly between two buckets is looked at exactly. */
    private static int bucketOf(double distance) {
        double place = NearLogarithm.of(distance) * PER_LOG;
        double bucket = Math.ceil(place);
        double above = bucket - place;
        return (int) (above < NEAR || above > 1 - NEAR ? Math.ceil(Math.log(distance) * PER_LOG) : bucket);
    }

    /** Counts one value of this bucket. */
    public void add(int bucket) {
        add(bucket, 1);
    }

    /** Counts one value of each of the first so many of these buckets. */
    void add(int[] many, int size) {
        count += size;
        zeros += buckets.addAll(many, size, 0);
        shrink();
    }

    /** Lets go of room that is only good for adding more. */
    public void rest() {
        buckets.rest();
    }

    public void merge(Sketch other) {
        buckets.addAll(other.buckets);
        zeros += other.zeros;
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
        boolean isAbove = zeros == 0;
        for (int i = 0; i < buckets.places(); i++) {
            if (!isAbove && buckets.number(i) > 0 && buckets.count(i) > 0) {
                isAbove = true;
                seen += zeros;
                if (seen >= rank) {
                    return 0;
                }
            }
            seen += buckets.count(i);
            if (seen >= rank) {
                return value(buckets.number(i));
            }
        }
        return isAbove ? Double.NaN : 0;
    }

    /** Forgets all values, and keeps the room. */
    public void clear() {
        buckets.clear();
        zeros = 0;
        count = 0;
    }

    /** About how many bytes of the heap it holds. */
    public int bytes() {
        return 40 + buckets.bytes();
    }

    /** Appends the buckets; {@link #mostWritten()} bytes are enough. */
    public void write(ByteBuffer out) {
        Varints.write(out, size());
        int last = 0;
        boolean isAbove = zeros == 0;
        for (int i = 0; i < buckets.places(); i++) {
            if (buckets.count(i) > 0) {
                int number = buckets.number(i);
                if (!isAbove && number > 0) {
                    isAbove = true;
                    last = write(out, 0, zeros, last);
                }
                last = write(out, number, buckets.count(i), last);
            }
        }
        if (!isAbove) {
            write(out, 0, zeros, last);
        }
    }

    private static int write(ByteBuffer out, int bucket, long many, int last) {
        Varints.writeSigned(out, bucket - last);
        Varints.write(out, many);
        return bucket;
    }

    public int mostWritten() {
        return 5 + 14 * size();
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
            long many = Varints.read(in);
            if (many < 1) {
                throw new IllegalArgumentException("not a sketch: " + many + " values in a bucket");
            }
            sketch.add(last, many);
        }
        return sketch;
    }

    private void add(int bucket, long many) {
        count += many;
        if (bucket == 0) {
            zeros += many;
        } else {
            buckets.add(bucket, many);
        }
        shrink();
    }

    private int size() {
        return buckets.size() + (zeros == 0 ? 0 : 1);
    }

    private void shrink() {
        if (size() > MOST_BUCKETS) {
            if (zeros > 0) {
                buckets.add(0, zeros);
            }
            buckets.keepHighest(MOST_BUCKETS);
            zeros = buckets.remove(0);
        }
    }

    private static double value(int key) {
        if (key == 0) {
            return 0;
        }
        double distance = Math.min(Double.MAX_VALUE, Math.exp((Math.abs(key) - ZERO) / PER_LOG + MIDDLE));
        return key < 0 ? -distance : distance;
    }
}
