package io.heliograph.acp.doors;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.heliograph.contracts.acp.Acknowledged;
import io.heliograph.contracts.acp.Delivery;
import io.heliograph.contracts.acp.Sent;
import io.heliograph.contracts.acp.TopicWishes;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** What the hub says on a connection: JSON objects whose first member, {@code acp}, tells what each is. */
final class Frames {
    record Connected(String acp, String agentId, long session, String node, long waiting) {}

    record Arrived(String acp, @JsonUnwrapped Delivery delivery) {}

    record Taken(String acp, long n, @JsonUnwrapped Sent sent) {}

    record Acked(String acp, long n, @JsonUnwrapped Acknowledged acknowledged) {}

    record Topics(String acp, long n, @JsonUnwrapped TopicWishes wishes) {}

    record Done(String acp, long n) {}

    @JsonInclude(Include.NON_NULL)
    record Failed(
            String acp,
            long n,
            String code,
            int status,
            String detail,
            String advice,
            Integer retryAfter,
            List<Problem.FieldProblem> errors) {}

    private Frames() {}

    static Buffer delivery(Delivery delivery) {
        return json(new Arrived("message", delivery));
    }

    static Failed failed(long n, Problem problem) {
        ProblemKind kind = problem.kind();
        return new Failed(
                "error",
                n,
                kind.code(),
                kind.status(),
                problem.detail(),
                // That kind's advice is for JSON-RPC; here the detail says what to send.
                kind == ProblemKind.INVALID_REQUEST ? null : kind.advice(),
                problem.retryAfterSeconds() > 0 ? problem.retryAfterSeconds() : null,
                problem.errors().isEmpty() ? null : problem.errors());
    }

    static Problem problemOf(Throwable cause) {
        return cause instanceof Refused refused
                ? refused.problem()
                : Problem.of(ProblemKind.INTERNAL, ProblemKind.INTERNAL.title());
    }

    static Buffer json(Record frame) {
        try {
            return Buffer.buffer(Json.HTTP.writeValueAsBytes(frame));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a frame is always JSON", e);
        }
    }
}
