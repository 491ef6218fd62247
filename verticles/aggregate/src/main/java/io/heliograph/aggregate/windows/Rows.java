package io.heliograph.aggregate.windows;

import io.heliograph.intake.Payload;
import io.heliograph.numbers.Column;
import io.heliograph.numbers.PayloadNumbers;
import io.heliograph.numbers.Sketch;

/**
 * The newest events, before they are counted: series by series and field by field, many together, is several times cheaper than
 * event by event, since the slices of a field then stay in the processor's cache. Each event is read once for all series that count it.
 */
final class Rows {
    /** An event's series: that of its type, of its source and of its agent. */
    static final int LANES = 3;

    private static final int MOST_ROWS = 2_048;
    private static final int MOST_NUMBERS = 8 * MOST_ROWS;
    private static final int NONE = -1;

    private final PayloadNumbers reader = new PayloadNumbers();
    private final PayloadNumbers.Sink sink;
    private final Tiers[] tiers;
    private final Moment[][] moments = new Moment[LANES][MOST_ROWS];
    private final long[] micros = new long[MOST_ROWS];
    private final int[] ends = new int[MOST_ROWS];
    private final String[] fields = new String[MOST_NUMBERS];
    private final double[] values = new double[MOST_NUMBERS];
    private final int[] buckets = new int[MOST_NUMBERS];
    private final int[][] next = new int[LANES][MOST_ROWS];
    private final Series[] series = new Series[LANES * MOST_ROWS];
    private final int[] run = new int[MOST_ROWS];
    private final Column column = new Column(MOST_ROWS);
    private int rows;
    private int numbers;
    private int touched;

    /** With the tiers of a type's series, and those of the series for filters. */
    Rows(Tiers fine, Tiers coarse) {
        tiers = new Tiers[] {fine, coarse, coarse};
        sink = (field, number) -> {
            fields[numbers] = field;
            values[numbers] = number.value();
            buckets[numbers] = Sketch.bucket(values[numbers]);
            numbers++;
        };
    }

    /** Whether those that are here are to be counted before another one comes. */
    boolean isFull() {
        return rows == MOST_ROWS || numbers + PayloadNumbers.MOST_FIELDS > MOST_NUMBERS;
    }

    /** Reads an event that is to be counted. */
    void add(long time, Payload payload, long now) {
        micros[rows] = time;
        place(Moment.secondOf(time), now);
        reader.read(payload.bytes(), payload.from(), sink);
        ends[rows++] = numbers;
    }

    /** Events that come together mostly happened in the same second. */
    private void place(long second, long now) {
        for (int lane = 0; lane < LANES; lane++) {
            if (rows > 0 && moments[lane][rows - 1].is(second, now)) {
                moments[lane][rows] = moments[lane][rows - 1];
            } else if (lane > 0 && tiers[lane] == tiers[lane - 1]) {
                moments[lane][rows] = moments[lane - 1][rows];
            } else {
                moments[lane][rows] = new Moment(tiers[lane], second, now);
            }
        }
    }

    /** Leaves the last one out; how many numbers it has. */
    int drop() {
        int dropped = numbers - from(--rows);
        numbers -= dropped;
        return dropped;
    }

    /** The last one is to be counted in this series too. */
    void link(Series to) {
        int row = rows - 1;
        next[to.lane][row] = NONE;
        if (to.firstRow == NONE) {
            to.firstRow = row;
            series[touched++] = to;
        } else {
            next[to.lane][to.lastRow] = row;
        }
        to.lastRow = row;
    }

    /** Counts all of them. */
    void count(Beyond beyond) {
        for (int i = 0; i < touched; i++) {
            Series each = series[i];
            for (int row = each.firstRow; row != NONE; ) {
                row = countRun(each, row, beyond);
            }
            each.firstRow = NONE;
            series[i] = null;
        }
        touched = 0;
        rows = 0;
        numbers = 0;
    }

    /** Counts this row and those behind it that are of the same moment; the first that is not. */
    private int countRun(Series each, int first, Beyond beyond) {
        Moment moment = moments[each.lane][first];
        int length = 0;
        int most = 0;
        int row = first;
        for (; row != NONE && moments[each.lane][row] == moment; row = next[each.lane][row]) {
            run[length++] = row;
            most = Math.max(most, ends[row] - from(row));
        }
        each.add(moment, length);
        for (int place = 0; place < most; place++) {
            countPlace(each, moment, place, length, beyond);
        }
        return row;
    }

    /** Counts the numbers of the run that have this place in their payloads, mostly of one field. */
    private void countPlace(Series each, Moment moment, int place, int length, Beyond beyond) {
        String field = null;
        for (int i = 0; i < length; i++) {
            int number = from(run[i]) + place;
            if (number < ends[run[i]]) {
                if (fields[number] != field) {
                    hand(each, moment, field, place, beyond);
                    field = fields[number];
                }
                column.add(values[number], buckets[number], micros[run[i]]);
            }
        }
        hand(each, moment, field, place, beyond);
    }

    private void hand(Series each, Moment moment, String field, int place, Beyond beyond) {
        if (column.size() > 0) {
            each.add(moment, field, place, column, beyond);
            column.clear();
        }
    }

    private int from(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }
}
