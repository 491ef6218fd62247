package io.heliograph.numbers;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What is kept for good of the values of a field within a time: all of it is exact, the sum too, and does not depend on the order
 * in which values or cells were added. For events themselves, only how many there were.
 */
public final class Cell {
    private final Sketch sketch;
    private final ExactSum sum = new ExactSum();
    private long count;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    public Cell() {
        this(new Sketch());
    }

    private Cell(Sketch sketch) {
        this.sketch = sketch;
    }

    /** A cell as it was kept; min and max are null where it has no values. */
    public static Cell of(long count, BigDecimal sum, Double min, Double max, byte[] sketch) {
        Cell cell = new Cell(sketch.length == 0 ? new Sketch() : Sketch.read(ByteBuffer.wrap(sketch)));
        cell.count = count;
        cell.sum.add(sum);
        if (min != null) {
            cell.reach(min, max);
        }
        return cell;
    }

    /** Adds an event. */
    public void add() {
        count++;
    }

    /** Adds a value. */
    public void add(JsonNumber number) {
        double value = number.value();
        count++;
        sum.add(number);
        sketch.add(Sketch.bucket(value));
        reach(value, value);
    }

    public void merge(Cell other) {
        count += other.count;
        sum.add(other.sum.value());
        sketch.merge(other.sketch);
        reach(other.min, other.max);
    }

    public long count() {
        return count;
    }

    public BigDecimal sum() {
        return sum.value();
    }

    /** The least value; null if there are none. */
    public Double min() {
        return hasValues() ? (Double) min : null;
    }

    public Double max() {
        return hasValues() ? (Double) max : null;
    }

    /** The value that so large a share of all is not above; null if there are none. */
    public Double quantile(double share) {
        return hasValues() ? (Double) Math.max(min, Math.min(max, sketch.quantile(share))) : null;
    }

    /** The sketch in its compact form; nothing where there are no values. */
    public byte[] sketch() {
        if (sketch.count() == 0) {
            return new byte[0];
        }
        ByteBuffer out = ByteBuffer.allocate(sketch.mostWritten());
        sketch.write(out);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Whether two cells say the same, to the last digit and bucket. */
    public boolean isSameAs(Cell other) {
        return count == other.count
                && sum().compareTo(other.sum()) == 0
                && min == other.min
                && max == other.max
                && Arrays.equals(sketch(), other.sketch());
    }

    private boolean hasValues() {
        return min <= max;
    }

    private void reach(double least, double most) {
        min = Math.min(min, least);
        max = Math.max(max, most);
    }
}
