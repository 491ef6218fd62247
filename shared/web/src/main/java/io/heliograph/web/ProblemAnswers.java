package io.heliograph.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.heliograph.contracts.events.IngestReceipt;
import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.Problem.FieldProblem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that turns failures into HTTP: RFC 9457 problem documents. */
public final class ProblemAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

    private static final CharSequence CHALLENGE_HEADER = HttpHeaders.createOptimized("WWW-Authenticate");

    /** The same for whatever was refused, so that nobody learns more than that. */
    private static final String CHALLENGE = "Bearer realm=\"heliograph\"";

    /** How long the rest of a refused body is read and thrown away before the connection is closed. */
    private static final long LINGER_MS = 1_000;

    /** A problem as REST renders it. */
    @JsonInclude(Include.NON_EMPTY)
    public record Document(
            @Doc(value = "Where this kind of problem is explained", required = true)
            String type,

            @Doc(value = "What this kind of problem is", required = true)
            String title,

            @Doc(value = "The HTTP status", required = true) int status,

            @Doc(value = "What is wrong this time", required = true)
            String detail,

            @Doc(value = "The stable code, to branch on", required = true)
            String code,

            @Doc(value = "What the caller can do", required = true)
            String advice,

            @Doc(value = "The path that was asked", required = true)
            String instance,

            @Doc(value = "The id by which the hub's log knows the request", required = true)
            String requestId,

            @Doc("The parameters that are at fault") List<FieldProblem> errors,
            @JsonUnwrapped IngestReceipt receipt) {}

    private ProblemAnswers() {}

    /** The failure handler of the whole router. */
    public static void onFailure(RoutingContext http) {
        if (callerHasLeft(http)) {
            http.request().connection().close();
            return;
        }
        answer(http, problemOf(http, http.statusCode()), null);
    }

    /** The handler for what the router refuses by itself: the context then knows neither failure nor status. */
    public static Handler<RoutingContext> forStatus(int status) {
        return http -> answer(http, problemOf(http, status), null);
    }

    /** Refuses a whole batch and says what became of each event. */
    public static void answer(RoutingContext http, Problem problem, IngestReceipt receipt) {
        HttpServerResponse response = http.response();
        if (response.headWritten()) {
            http.request().connection().close();
            return;
        }
        ProblemKind kind = problem.kind();
        if (problem.retryAfterSeconds() > 0) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(problem.retryAfterSeconds()));
        }
        if (kind == ProblemKind.UNAUTHENTICATED) {
            response.putHeader(CHALLENGE_HEADER, CHALLENGE);
        }
        if (bodyIsUnderWay(http.request())) {
            response.putHeader(HttpHeaders.CONNECTION, "close");
            http.addEndHandler(sent -> closeOnceSent(http));
        }
        Document document = new Document(
                "/problems/" + kind.code(),
                kind.title(),
                kind.status(),
                problem.detail(),
                kind.code(),
                kind.advice(),
                http.request().path(),
                RequestId.of(http),
                problem.errors(),
                receipt);
        Answers.problem(http, kind.status(), document);
    }

    /** Nobody's fault, and nobody there to be told. */
    private static boolean callerHasLeft(RoutingContext http) {
        return http.response().closed() || (http.response().headWritten() && http.failure() instanceof IOException);
    }

    /** Closing on somebody who is still sending would reset the connection, and the answer could be lost with it. */
    private static void closeOnceSent(RoutingContext http) {
        HttpServerRequest request = http.request();
        if (request.isEnded()) {
            request.connection().close();
            return;
        }
        long timer =
                http.vertx().setTimer(LINGER_MS, late -> request.connection().close());
        request.handler(rest -> {});
        request.exceptionHandler(gone -> http.vertx().cancelTimer(timer));
        request.endHandler(end -> {
            http.vertx().cancelTimer(timer);
            request.connection().close();
        });
        request.resume();
    }

    /** What is left of a refused body is nobody's; the connection ends with it. */
    private static boolean bodyIsUnderWay(HttpServerRequest request) {
        return !request.isEnded()
                && (request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                        || request.headers().contains(HttpHeaders.TRANSFER_ENCODING));
    }

    private static Problem problemOf(RoutingContext http, int status) {
        Throwable cause = http.failure();
        if (cause instanceof Refused refused) {
            return refused.problem();
        }
        String path = http.request().path();
        return switch (status) {
            case 400 ->
                Problem.of(ProblemKind.INVALID_PARAMETER, "The request line cannot be read; check its escapes.");
            case 404 -> Problem.of(ProblemKind.NO_SUCH_ROUTE, "There is nothing at " + path + ".");
            case 405 ->
                Problem.of(
                        ProblemKind.METHOD_NOT_ALLOWED,
                        path + " does not take " + http.request().method() + ".");
            case 413 -> Problem.of(ProblemKind.BODY_TOO_LARGE, ProblemKind.BODY_TOO_LARGE.title());
            default -> {
                LOG.error("{} {} failed, request {}", http.request().method(), path, RequestId.of(http), cause);
                yield Problem.of(ProblemKind.INTERNAL, ProblemKind.INTERNAL.title());
            }
        };
    }
}
