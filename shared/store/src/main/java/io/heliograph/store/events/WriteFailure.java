package io.heliograph.store.events;

import io.heliograph.contracts.problems.Refused;
import io.heliograph.store.CursorMoved;
import io.vertx.pgclient.PgException;
import java.util.Set;

/** What the writer of a batch does about its failure. Unless it says otherwise, nothing of the batch was written. */
public enum WriteFailure {
    /** The database, not the batch: wait, read the cursor again (a lost commit may have happened), and go on from it. */
    RETRY,
    /** Something in the batch: halve it until the event is found, and set that aside. */
    POISON,
    /** Another writer moved the cursor: read it again, and leave if its epoch is another. */
    FENCED,
    /** Not known: try three times, then take it for poison. */
    UNCLEAR;

    private static final Set<String> DATA = Set.of("22", "23", "54");

    /** Connection, rights, missing or changed schema, read-only, conflict, resources, operator, disk: the server's state. */
    private static final Set<String> STATE =
            Set.of("08", "0A", "25", "28", "3D", "3F", "40", "42", "53", "55", "57", "58");

    public static WriteFailure of(Throwable failure) {
        if (failure instanceof CursorMoved) {
            return FENCED;
        }
        if (failure instanceof Refused || failure instanceof DeadLettersFull || Partitions.isMissing(failure)) {
            return RETRY;
        }
        if (failure instanceof PgException answer && answer.getSqlState() != null) {
            String sqlClass = answer.getSqlState().substring(0, 2);
            return DATA.contains(sqlClass) ? POISON : STATE.contains(sqlClass) ? RETRY : UNCLEAR;
        }
        return UNCLEAR;
    }
}
