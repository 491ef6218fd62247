package io.heliograph.gateway.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.heliograph.contracts.events.IngestReceipt;
import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.Problem.FieldProblem;
import java.util.List;

/** An error as JSON-RPC has it: what the door writes, and what the documents say of it. */
public record RpcError(
        @Doc(value = "The code of the specification, or the problem's own above 0", required = true)
        int code,

        @Doc(value = "What went wrong, in a few words", required = true)
        String message,

        @Doc(value = "The problem", required = true) ErrorData data) {

    /** What went wrong, as members of {@code error.data}. */
    @JsonInclude(Include.NON_EMPTY)
    public record ErrorData(
            @Doc(value = "The stable code, to branch on", required = true)
            String code,

            @Doc(value = "The HTTP status that REST answers with", required = true)
            int status,

            @Doc(value = "What is wrong this time", required = true)
            String detail,

            @Doc(value = "What the caller can do", required = true)
            String advice,

            @Doc("The parameters that are at fault") List<FieldProblem> errors,

            @Doc("Seconds to wait, where the hub knows them")
            Integer retryAfter,

            @JsonUnwrapped IngestReceipt receipt) {}
}
