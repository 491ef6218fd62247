package io.heliograph.contracts.metrics;

/** Sums may leave what a double holds, and JSON has no word for what they are then. */
final class Finite {
    private Finite() {}

    static Double orNull(Double number) {
        return number == null || Double.isFinite(number) ? number : null;
    }
}
