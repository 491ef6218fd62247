package io.heliograph.intake;

import java.util.Arrays;

/**
 * What becomes an event's payload: the bytes of its own payload as they came, and, if other members stand beside it,
 * those behind its members.
 */
final class PayloadParts {
    private int[] others = new int[32];
    private int otherBounds;
    private int ownFrom;
    private int ownTo;
    private boolean ownHasMembers;

    void clear() {
        otherBounds = 0;
        ownFrom = 0;
        ownTo = 0;
        ownHasMembers = false;
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

    void write(byte[] in, Edits edits, BatchWriter out) {
        if (otherBounds == 0 && ownTo > 0) {
            edits.write(in, ownFrom, ownTo, out);
            return;
        }
        out.append('{');
        if (ownHasMembers) {
            edits.write(in, ownFrom + 1, ownTo - 1, out);
        }
        for (int i = 0; i < otherBounds; i += 2) {
            if (i > 0 || ownHasMembers) {
                out.append(',');
            }
            edits.write(in, others[i], others[i + 1], out);
        }
        out.append('}');
    }
}
