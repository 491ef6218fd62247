package io.heliograph.gateway.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.heliograph.contracts.events.IngestReceipt;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.problems.Problem;
import java.util.List;

/** What a method came to: a result as JSON, or a problem; and what is to be done once the caller was told. */
record Outcome(byte[] result, Problem problem, IngestReceipt receipt, List<String> concerns, Runnable then) {
    private static final Runnable NOTHING = () -> {};

    static Outcome of(Object result) {
        return of(result, NOTHING);
    }

    static Outcome of(Object result, Runnable then) {
        try {
            return ofJson(Json.HTTP.writeValueAsBytes(result), then);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is always JSON", e);
        }
    }

    static Outcome ofJson(byte[] result, Runnable then) {
        return new Outcome(result, null, null, List.of(), then);
    }

    static Outcome refused(Problem problem) {
        return refused(problem, null);
    }

    /** A batch of events none of which was taken; the receipt says why. */
    static Outcome refused(Problem problem, IngestReceipt receipt) {
        return new Outcome(null, problem, receipt, List.of(), NOTHING);
    }

    /** The same, with the ids that the audit trail is to name. */
    Outcome concerning(List<String> ids) {
        return new Outcome(result, problem, receipt, ids, then);
    }
}
