package io.heliograph.intake;

import io.heliograph.contracts.problems.ProblemKind;

/** Takes well-formed UTF-8 only (Unicode, table 3-7): nothing overlong, no surrogates, nothing above U+10FFFF. */
final class Utf8 {
    private Utf8() {}

    /** The position behind the character of two to four bytes that begins here. */
    static int next(byte[] in, int at) {
        int lead = in[at] & 0xFF;
        if (lead >= 0xC2 && lead <= 0xDF && continues(in[at + 1])) {
            return at + 2;
        }
        if ((lead & 0xF0) == 0xE0 && startsThree(lead, in[at + 1] & 0xFF) && continues(in[at + 2])) {
            return at + 3;
        }
        if (lead >= 0xF0
                && lead <= 0xF4
                && startsFour(lead, in[at + 1] & 0xFF)
                && continues(in[at + 2])
                && continues(in[at + 3])) {
            return at + 4;
        }
        throw new BadEvent(
                ProblemKind.INVALID_UTF8, "byte 0x%02X is not valid UTF-8; encode the text as UTF-8".formatted(lead));
    }

    static boolean isByteOrderMark(byte[] in, int at) {
        return in[at] == (byte) 0xEF && in[at + 1] == (byte) 0xBB && in[at + 2] == (byte) 0xBF;
    }

    private static boolean continues(byte next) {
        return (next & 0xC0) == 0x80;
    }

    private static boolean startsThree(int lead, int second) {
        int least = lead == 0xE0 ? 0xA0 : 0x80;
        int most = lead == 0xED ? 0x9F : 0xBF;
        return second >= least && second <= most;
    }

    private static boolean startsFour(int lead, int second) {
        int least = lead == 0xF0 ? 0x90 : 0x80;
        int most = lead == 0xF4 ? 0x8F : 0xBF;
        return second >= least && second <= most;
    }
}
