package io.heliograph.aggregate.windows;

import io.heliograph.numbers.PayloadNumbers;
import io.heliograph.numbers.Sketch;

/** The numbers of one payload after the other, found once and with their buckets, for all series that count them. */
final class Numbers {
    private final PayloadNumbers reader = new PayloadNumbers();
    private final String[] fields = new String[PayloadNumbers.MOST_FIELDS];
    private final double[] values = new double[PayloadNumbers.MOST_FIELDS];
    private final int[] buckets = new int[PayloadNumbers.MOST_FIELDS];
    private int size;

    void read(String payload) {
        size = 0;
        reader.read(payload, (field, number) -> {
            fields[size] = field;
            values[size] = number.value();
            buckets[size] = Sketch.bucket(values[size]);
            size++;
        });
    }

    int size() {
        return size;
    }

    String field(int index) {
        return fields[index];
    }

    double value(int index) {
        return values[index];
    }

    int bucket(int index) {
        return buckets[index];
    }
}
