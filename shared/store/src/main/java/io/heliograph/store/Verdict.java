package io.heliograph.store;

import io.vertx.pgclient.PgException;
import java.util.concurrent.TimeoutException;

/** What the end of a call says about the server, whatever it says about the call. */
enum Verdict {
    /** It did what was asked, or said why it would not. */
    ANSWERS,
    /** It is gone, going, coming up, or has no room for another session. */
    AWAY,
    /** Nothing came in time: it is away, unless others were answered meanwhile, which makes it busy. */
    SILENT,
    /** The call never got as far as the server. */
    UNASKED;

    private static final String NO_ROOM_ON_DISK = "53100";

    static Verdict of(Throwable failure) {
        if (failure instanceof PgException answer) {
            return isAway(String.valueOf(answer.getSqlState())) ? AWAY : ANSWERS;
        }
        if (Outage.isClosed(failure)) {
            return AWAY;
        }
        if (failure instanceof TimeoutException || Outage.isPoolTimeout(failure)) {
            return SILENT;
        }
        return Outage.isTooBusy(failure) || Outage.isPoolClosed(failure) ? UNASKED : ANSWERS;
    }

    /** A full disk keeps it from writing only, and those who read are to be served all the same. */
    private static boolean isAway(String state) {
        return state.startsWith("08")
                || state.startsWith("57P0")
                || (state.startsWith("53") && !state.equals(NO_ROOM_ON_DISK));
    }
}
