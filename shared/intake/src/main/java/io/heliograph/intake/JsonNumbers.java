package io.heliograph.intake;

import io.heliograph.contracts.problems.ProblemKind;
import java.nio.charset.StandardCharsets;

/** Checks the numbers of a JSON document: their form, and that every reader behind can hold them. */
final class JsonNumbers {
    private static final int MAX_DIGITS = 64;
    private static final int MAX_EXPONENT = 400;

    /** Up to this exponent, 64 digits can neither leave the range of a double nor vanish in it. */
    private static final int HARMLESS_EXPONENT = 240;

    private JsonNumbers() {}

    /** The position behind the number that begins here. */
    static int behind(byte[] in, int from) {
        int first = in[from] == '-' ? from + 1 : from;
        int at = in[first] == '0' ? first + 1 : behindDigits(in, first);
        int digits = at - first;
        boolean integer = true;
        if (in[at] == '.') {
            integer = false;
            int fraction = at + 1;
            at = behindDigits(in, fraction);
            digits += at - fraction;
        }
        if ((in[at] | 0x20) == 'e') {
            integer = false;
            int exponent = in[at + 1] == '+' || in[at + 1] == '-' ? at + 2 : at + 1;
            int end = behindDigits(in, exponent);
            digits += end - exponent;
            checkExponent(in, from, at, exponent, end);
            at = end;
        }
        if (digits > MAX_DIGITS) {
            throw outOfRange("a number of " + digits + " digits is more than the " + MAX_DIGITS + " that are kept");
        }
        if (integer && digits >= 19) {
            checkInteger(in, from, at);
        }
        return at;
    }

    static String text(byte[] in, int from, int to) {
        return new String(in, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static int behindDigits(byte[] in, int from) {
        int at = from;
        while (in[at] >= '0' && in[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw new BadEvent(ProblemKind.MALFORMED_JSON, "a digit is missing in a number");
        }
        return at;
    }

    private static void checkExponent(byte[] in, int from, int mantissaEnd, int exponentFrom, int end) {
        int exponent = 0;
        for (int at = exponentFrom; at < end && exponent <= MAX_EXPONENT; at++) {
            exponent = exponent * 10 + in[at] - '0';
        }
        if (exponent <= HARMLESS_EXPONENT) {
            return;
        }
        if (exponent > MAX_EXPONENT || end - from > 2 * MAX_DIGITS) {
            throw outOfRange("the number is beyond the range of a double");
        }
        double value = Double.parseDouble(text(in, from, end));
        if (Double.isInfinite(value) || value == 0 && !isZero(in, from, mantissaEnd)) {
            throw outOfRange("the number is beyond the range of a double");
        }
    }

    private static boolean isZero(byte[] in, int from, int to) {
        for (int at = from; at < to; at++) {
            if (in[at] >= '1' && in[at] <= '9') {
                return false;
            }
        }
        return true;
    }

    private static void checkInteger(byte[] in, int from, int to) {
        try {
            Long.parseLong(text(in, from, to));
        } catch (NumberFormatException e) {
            throw outOfRange("the integer does not fit into 64 bits");
        }
    }

    private static BadEvent outOfRange(String what) {
        return new BadEvent(ProblemKind.NUMBER_OUT_OF_RANGE, what + "; send it as a string");
    }
}
