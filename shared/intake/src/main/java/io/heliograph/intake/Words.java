package io.heliograph.intake;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes of an array at a time, the first of them lowest. */
final class Words {
    /** So many bytes behind the last one that counts may be looked at, and must be there; the first of them is 0. */
    static final int PADDING = 8;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private Words() {}

    static long at(byte[] in, int at) {
        return (long) WORD.get(in, at);
    }

    /** The first so many bytes, of at most eight, with zeros behind them. */
    static long first(byte[] in, int at, int count) {
        return count == 8 ? at(in, at) : at(in, at) & (1L << (count << 3)) - 1;
    }

    /** The position of the first byte that does not stand for itself in a JSON string, or ends it. */
    static int behindPlain(byte[] in, int from) {
        int at = from;
        while (true) {
            long found = notPlain(at(in, at));
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            at += 8;
        }
    }

    /**
     * Marks the high bit of each byte that is a quote, a backslash, a control character or beyond ASCII. A borrow may mark
     * bytes above one that is rightly marked, never below it.
     */
    private static long notPlain(long word) {
        long quotes = word ^ ONES * '"';
        long backslashes = word ^ ONES * '\\';
        long found =
                (quotes - ONES) & ~quotes | (backslashes - ONES) & ~backslashes | (word - ONES * ' ') & ~word | word;
        return found & HIGHS;
    }
}
