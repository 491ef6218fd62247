package io.heliograph.gateway.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Operation.Rest;
import io.heliograph.contracts.operations.Operation.Style;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.web.Answers;
import io.heliograph.web.Inputs;
import io.heliograph.web.ProblemAnswers;
import java.lang.reflect.RecordComponent;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The problems that an operation can answer with, told from its shape alone. */
final class ProblemResponses {
    /** What is refused before any route is looked for. */
    private static final Set<ProblemKind> OF_DOORS = EnumSet.of(
            ProblemKind.MALFORMED_REQUEST,
            ProblemKind.FOREIGN_ORIGIN,
            ProblemKind.URI_TOO_LONG,
            ProblemKind.MISDIRECTED,
            ProblemKind.HEADERS_TOO_LARGE);

    private static final Set<ProblemKind> ALWAYS = EnumSet.of(
            ProblemKind.UNAUTHENTICATED, ProblemKind.FORBIDDEN, ProblemKind.TOO_MANY_FAILURES, ProblemKind.INTERNAL);
    private static final Set<ProblemKind> OF_PARAMETERS =
            EnumSet.of(ProblemKind.INVALID_PARAMETER, ProblemKind.UNKNOWN_PARAMETER);
    private static final Set<ProblemKind> OF_CALLS = EnumSet.of(
            ProblemKind.DATABASE_UNAVAILABLE, ProblemKind.OVERLOADED, ProblemKind.NOT_SERVED, ProblemKind.NO_ANSWER);
    private static final Set<ProblemKind> OF_BODIES = EnumSet.of(
            ProblemKind.MALFORMED_JSON,
            ProblemKind.DAMAGED_ENCODING,
            ProblemKind.REQUEST_TIMEOUT,
            ProblemKind.BODY_TOO_LARGE,
            ProblemKind.UNSUPPORTED_ENCODING,
            ProblemKind.WINDOW_TOO_LARGE,
            ProblemKind.OVERLOADED);
    private static final Set<ProblemKind> OF_INGESTION = EnumSet.of(
            ProblemKind.EMPTY_BODY,
            ProblemKind.NOTHING_ACCEPTED,
            ProblemKind.TOO_MANY_EVENTS,
            ProblemKind.UNSUPPORTED_MEDIA_TYPE,
            ProblemKind.RATE_LIMITED,
            ProblemKind.JOURNAL_FULL,
            ProblemKind.JOURNAL_FAILED);
    /** A body of one event answers with that event's own problem. */
    private static final Set<ProblemKind> OF_EVENTS =
            EnumSet.range(ProblemKind.NOT_AN_OBJECT, ProblemKind.TIMESTAMP_IN_FUTURE);

    private final Schemas schemas;

    ProblemResponses(Schemas schemas) {
        this.schemas = schemas;
    }

    void addTo(ObjectNode responses, Operation<?, ?> operation, Rest rest) {
        add(responses, rest.path(), kinds(operation, rest));
    }

    /** For routes that are no operations. */
    void addOfDoors(ObjectNode responses, String path) {
        add(responses, path, OF_DOORS);
    }

    private void add(ObjectNode responses, String path, Set<ProblemKind> all) {
        all.stream()
                .collect(Collectors.groupingBy(ProblemKind::status, TreeMap::new, Collectors.toList()))
                .forEach((status, kinds) -> responses.set(Integer.toString(status), response(path, kinds)));
    }

    /** One response for kinds of one status. */
    ObjectNode response(String path, List<ProblemKind> kinds) {
        ObjectNode response = Json.HTTP.createObjectNode().put("description", describe(kinds));
        if (kinds.stream().anyMatch(kind -> kind.status() == 429 || kind.status() == 503)) {
            ObjectNode wait = response.putObject("headers").putObject("Retry-After");
            wait.put("description", "Seconds to wait, where the hub knows them")
                    .putObject("schema")
                    .put("type", "integer");
        }
        ObjectNode content = response.putObject("content");
        ObjectNode json = content.putObject(Answers.PROBLEM);
        json.set("schema", schemas.reference(ProblemAnswers.Document.class, "Problem"));
        json.set("example", example(path, kinds.get(0)));
        content.putObject(Answers.MESSAGE_PACK)
                .set("schema", schemas.reference(ProblemAnswers.Document.class, "Problem"));
        return response;
    }

    /** What an operation can answer with as a method: what is left without paths and bodies. */
    static Set<ProblemKind> ofMethod(Operation<?, ?> operation) {
        return kinds(operation, new Rest("GET", "", 0));
    }

    private static Set<ProblemKind> kinds(Operation<?, ?> operation, Rest rest) {
        Set<ProblemKind> kinds = EnumSet.copyOf(ALWAYS);
        kinds.addAll(OF_DOORS);
        kinds.addAll(operation.refusals());
        if (operation.style() == Style.INGEST) {
            kinds.addAll(OF_INGESTION);
            kinds.addAll(OF_EVENTS);
        } else if (operation.style() == Style.DOOR) {
            kinds.addAll(OF_PARAMETERS);
        } else {
            kinds.addAll(OF_PARAMETERS);
            kinds.addAll(OF_CALLS);
            kinds.addAll(ofInputs(operation, rest));
        }
        if (rest.takesBody()) {
            kinds.addAll(OF_BODIES);
        }
        if (rest.path().contains("{")) {
            kinds.add(ProblemKind.NOT_FOUND);
        }
        return kinds;
    }

    private static Set<ProblemKind> ofInputs(Operation<?, ?> operation, Rest rest) {
        Set<ProblemKind> kinds = EnumSet.noneOf(ProblemKind.class);
        RecordComponent[] inputs = operation.input().getRecordComponents();
        if (Stream.of(inputs)
                .anyMatch(
                        input -> Schemas.required(input) && !rest.path().contains("{" + Inputs.nameOf(input) + "}"))) {
            kinds.add(ProblemKind.MISSING_PARAMETER);
        }
        if (Stream.of(inputs).anyMatch(input -> input.getName().equals("cursor"))) {
            kinds.add(ProblemKind.BAD_CURSOR);
        }
        return kinds;
    }

    private static String describe(List<ProblemKind> kinds) {
        return kinds.stream()
                .map(kind -> "- `" + kind.code() + "`: " + kind.title())
                .collect(Collectors.joining("\n"));
    }

    private static ObjectNode example(String path, ProblemKind kind) {
        ProblemAnswers.Document document = new ProblemAnswers.Document(
                "/problems/" + kind.code(),
                kind.title(),
                kind.status(),
                kind.title(),
                kind.code(),
                kind.advice(),
                path,
                "9f0c1a52-5b0e-4c57-9d3b-6f1f0a9d2c11",
                List.of(),
                null);
        return Json.HTTP.valueToTree(document);
    }
}
