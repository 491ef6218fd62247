package io.heliograph.numbers;

import java.math.BigDecimal;

/** A sum without rounding, whatever the order: a long while it fits, as it mostly does, and a BigDecimal beyond. */
final class ExactSum {
    private static final int MOST_SCALE = 18;
    private static final long[] POWERS = new long[MOST_SCALE + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private long unscaled;
    private int scale;
    private BigDecimal beyond = BigDecimal.ZERO;

    void add(JsonNumber number) {
        if (!number.fits() || number.scale() < 0 || number.scale() > MOST_SCALE) {
            beyond = beyond.add(number.exact());
        } else if (!fits(number.unscaled(), number.scale())) {
            beyond = value().add(number.exact());
            unscaled = 0;
            scale = 0;
        }
    }

    void add(BigDecimal sum) {
        beyond = beyond.add(sum);
    }

    BigDecimal value() {
        BigDecimal all = beyond.add(BigDecimal.valueOf(unscaled, scale));
        return all.signum() == 0 ? BigDecimal.ZERO : all.stripTrailingZeros();
    }

    /** Adds it to the long, unless that is too small for it. */
    private boolean fits(long number, int itsScale) {
        int common = Math.max(scale, itsScale);
        long here = unscaled;
        long there = number;
        long factorHere = POWERS[common - scale];
        long factorThere = POWERS[common - itsScale];
        if (isTooLarge(here, factorHere) || isTooLarge(there, factorThere)) {
            return false;
        }
        here *= factorHere;
        there *= factorThere;
        long sum = here + there;
        if (((here ^ sum) & (there ^ sum)) < 0) {
            return false;
        }
        unscaled = sum;
        scale = common;
        return true;
    }

    private static boolean isTooLarge(long number, long factor) {
        return factor > 1 && Math.abs(number) > Long.MAX_VALUE / factor;
    }
}
