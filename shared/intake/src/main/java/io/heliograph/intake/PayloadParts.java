package io.heliograph.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What becomes an event's payload: the bytes of its own payload as they came, and, if other members stand beside it,
 * those behind its members.
 */
final class PayloadParts {
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);

    private int[] others = new int[32];
    private int otherBounds;
    private int ownFrom;
    private int ownTo;
    private boolean ownHasMembers;

    private byte[] merged = new byte[1024];
    private byte[] bytes;
    private int from;
    private int to;

    void clear() {
        otherBounds = 0;
        ownFrom = 0;
        ownTo = 0;
        ownHasMembers = false;
        bytes = EMPTY;
    }

    /** The payload that the event has, with its braces. */
    void own(int start, int end, boolean hasMembers) {
        ownFrom = start;
        ownTo = end;
        ownHasMembers = hasMembers;
    }

    /** A member beside the payload: its key, colon and value. */
    void other(int start, int end) {
        if (otherBounds == others.length) {
            others = Arrays.copyOf(others, otherBounds * 2);
        }
        others[otherBounds++] = start;
        others[otherBounds++] = end;
    }

    void assemble(byte[] in) {
        if (otherBounds > 0) {
            merge(in);
        } else if (ownTo > 0) {
            point(in, ownFrom, ownTo);
        } else {
            point(EMPTY, 0, EMPTY.length);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    private void merge(byte[] in) {
        to = 0;
        append('{');
        if (ownHasMembers) {
            append(in, ownFrom + 1, ownTo - 1);
        }
        for (int i = 0; i < otherBounds; i += 2) {
            if (to > 1) {
                append(',');
            }
            append(in, others[i], others[i + 1]);
        }
        append('}');
        point(merged, 0, to);
    }

    private void append(char c) {
        room(1);
        merged[to++] = (byte) c;
    }

    private void append(byte[] in, int start, int end) {
        room(end - start);
        System.arraycopy(in, start, merged, to, end - start);
        to += end - start;
    }

    private void room(int more) {
        if (to + more > merged.length) {
            merged = Arrays.copyOf(merged, Math.max(merged.length * 2, to + more));
        }
    }

    private void point(byte[] array, int start, int end) {
        bytes = array;
        from = start;
        to = end;
    }
}
