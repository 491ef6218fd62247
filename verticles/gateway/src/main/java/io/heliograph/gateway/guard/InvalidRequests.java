package io.heliograph.gateway.guard;

import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.web.ProblemAnswers;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;

/** Answers what never became a request, with a problem as everywhere, and closes: where the next one begins nobody knows. */
public final class InvalidRequests {
    private InvalidRequests() {}

    public static void refuse(HttpServerRequest request) {
        ProblemAnswers.refuse(request, problemOf(request.decoderResult().cause()));
    }

    private static Problem problemOf(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Problem.of(ProblemKind.URI_TOO_LONG, "The request line is over 4 KiB.");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return Problem.of(ProblemKind.HEADERS_TOO_LARGE, "The headers are over http.header-limit.");
        }
        return Problem.of(ProblemKind.MALFORMED_REQUEST, ProblemKind.MALFORMED_REQUEST.title());
    }
}
