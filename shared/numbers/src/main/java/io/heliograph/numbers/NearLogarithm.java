package io.heliograph.numbers;

/** The natural logarithm to ten digits behind the point, several times faster than the exact one. */
final class NearLogarithm {
    private static final int MANTISSA_BITS = 52;
    private static final int TABLE_BITS = 7;
    private static final long MANTISSA = (1L << MANTISSA_BITS) - 1;
    private static final long ONE = 1023L << MANTISSA_BITS;
    private static final double LOG_2 = Math.log(2);

    /** For stretches of the numbers from 1 to 2: one through their middle, and its logarithm. */
    private static final double[] INVERSE = new double[1 << TABLE_BITS];

    private static final double[] LOGARITHM = new double[INVERSE.length];

    static {
        for (int i = 0; i < INVERSE.length; i++) {
            double middle = 1 + (i + 0.5) / INVERSE.length;
            INVERSE[i] = 1 / middle;
            LOGARITHM[i] = Math.log(middle);
        }
    }

    private NearLogarithm() {}

    /** Of a normal, positive number. */
    static double of(double number) {
        long bits = Double.doubleToRawLongBits(number);
        int stretch = (int) ((bits & MANTISSA) >>> MANTISSA_BITS - TABLE_BITS);
        double rest = Double.longBitsToDouble(bits & MANTISSA | ONE) * INVERSE[stretch] - 1;
        double ofRest = rest * (1 - rest * (1.0 / 2 - rest * (1.0 / 3 - rest * (1.0 / 4))));
        return ((bits >>> MANTISSA_BITS) - 1023) * LOG_2 + LOGARITHM[stretch] + ofRest;
    }
}
