package io.heliograph.gateway.rpc;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.heliograph.contracts.problems.Problem;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** What the event-bus bridge says to its clients, in the words that they know. */
final class BridgeReplies {
    private static final String RECEIVED = "{\"type\":\"rec\",\"address\":";

    /** A failure that belongs to an address, which clients hand to whoever waits there. */
    private record Failure(
            String type,
            String address,
            @JsonProperty("failureCode") int failureCode,
            @JsonProperty("failureType") String failureType,
            String message,
            String code) {}

    /** A failure of the protocol, which belongs to no address. */
    private record Fault(String type, String body) {}

    private BridgeReplies() {}

    static String head(String address) {
        return RECEIVED + new String(Responses.json(address), StandardCharsets.UTF_8) + ",\"body\":";
    }

    static Buffer result(String address, byte[] body) {
        return Buffer.buffer(head(address)).appendBytes(body).appendString("}");
    }

    static Buffer failure(String address, Problem problem) {
        Failure failure = new Failure(
                "err",
                address,
                problem.kind().status(),
                "RECIPIENT_FAILURE",
                problem.detail(),
                problem.kind().code());
        return Buffer.buffer(Responses.json(failure));
    }

    static Buffer fault(String code) {
        return Buffer.buffer(Responses.json(new Fault("err", code)));
    }
}
