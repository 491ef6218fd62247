package io.heliograph.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.heliograph.contracts.events.IngestReceipt;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.Problem.FieldProblem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that turns failures into HTTP: RFC 9457 problem documents. */
public final class ProblemAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

    /** The code by which HTTP/2 asks a sender to stop, the answer being complete. */
    private static final long NO_ERROR = 0;

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
            cutOff(http);
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
            cutOff(http);
            return;
        }
        HttpAudit.refused(http, problem);
        ProblemKind kind = problem.kind();
        if (problem.retryAfterSeconds() > 0) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(problem.retryAfterSeconds()));
        }
        if (kind == ProblemKind.UNAUTHENTICATED) {
            response.putHeader(CHALLENGE_HEADER, CHALLENGE);
        }
        if (bodyIsUnderWay(http.request())) {
            closesBy(response, http.request());
            http.addEndHandler(sent -> closeOnceSent(http));
        }
        Answers.problem(http, kind.status(), document(problem, http.request().path(), RequestId.of(http), receipt));
    }

    /** Refuses what no route ever sees, since it is no request, and closes the connection. */
    public static void refuse(HttpServerRequest request, Problem problem) {
        HttpServerResponse response = request.response();
        response.setStatusCode(problem.kind().status())
                .putHeader(HttpHeaders.CONNECTION, "close")
                .putHeader(HttpHeaders.CONTENT_TYPE, Answers.PROBLEM)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Json.HTTP
                        .valueToTree(document(problem, "", RequestId.made(), null))
                        .toString())
                .onComplete(sent -> request.connection().close());
    }

    private static Document document(Problem problem, String path, String requestId, IngestReceipt receipt) {
        ProblemKind kind = problem.kind();
        return new Document(
                "/problems/" + kind.code(),
                kind.title(),
                kind.status(),
                problem.detail(),
                kind.code(),
                kind.advice(),
                path,
                requestId,
                problem.errors(),
                receipt);
    }

    /** Nobody's fault, and nobody there to be told. */
    private static boolean callerHasLeft(RoutingContext http) {
        return http.response().closed() || (http.response().headWritten() && http.failure() instanceof IOException);
    }

    private static boolean isHttp2(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2;
    }

    /** Ends this exchange where it stands: a stream of HTTP/2 alone, or the connection. */
    private static void cutOff(RoutingContext http) {
        if (isHttp2(http.request())) {
            http.response().reset(NO_ERROR);
        } else {
            http.request().connection().close();
        }
    }

    /** HTTP/2 knows no such header, and ends the stream instead. */
    private static void closesBy(HttpServerResponse response, HttpServerRequest request) {
        if (!isHttp2(request)) {
            response.putHeader(HttpHeaders.CONNECTION, "close");
        }
    }

    /** Closing on somebody who is still sending would reset the connection, and the answer could be lost with it. */
    private static void closeOnceSent(RoutingContext http) {
        HttpServerRequest request = http.request();
        if (request.isEnded()) {
            finish(http);
            return;
        }
        long timer = http.vertx().setTimer(LINGER_MS, late -> cutOff(http));
        request.handler(rest -> {});
        request.exceptionHandler(broken -> {
            http.vertx().cancelTimer(timer);
            cutOff(http);
        });
        request.endHandler(end -> {
            http.vertx().cancelTimer(timer);
            finish(http);
        });
        request.resume();
    }

    /** A stream of HTTP/2 has ended by itself once both sides have. */
    private static void finish(RoutingContext http) {
        if (!isHttp2(http.request())) {
            http.request().connection().close();
        }
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
