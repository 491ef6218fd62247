package io.heliograph.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.json.Times;
import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.operations.Whole;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.Problem.FieldProblem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.settings.Nearest;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Makes an operation's input record of what a caller wrote: parameters by name, or a JSON object. */
public final class Inputs {
    private Inputs() {}

    /** Reads path and query parameters. */
    public static <I extends Record> I read(Class<I> type, Map<String, String> path, MultiMap query) {
        ObjectNode all = Json.HTTP.createObjectNode();
        query.forEach(parameter -> {
            if (query.getAll(parameter.getKey()).size() > 1) {
                throw Refused.parameter(parameter.getKey(), "stands twice");
            }
            if (parameter.getValue().isEmpty()) {
                throw Refused.parameter(parameter.getKey(), "is empty; leave it out instead");
            }
            all.put(parameter.getKey(), parameter.getValue());
        });
        path.forEach(all::put);
        return read(type, all);
    }

    /** Reads path parameters and the members of a JSON object. */
    public static <I extends Record> I read(Class<I> type, Map<String, String> path, Buffer body) {
        if (type.isAnnotationPresent(Whole.class)) {
            return whole(type, body);
        }
        ObjectNode all = objectOf(body);
        path.forEach(all::put);
        return read(type, all);
    }

    /** Makes the input that is the caller's whole object, not a byte of it changed; what is in it others check. */
    public static <I extends Record> I whole(Class<I> type, Buffer document) {
        try {
            return type.getConstructor(RawJson.class).newInstance(new RawJson(text(document)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is no input that is a whole document", e);
        }
    }

    /** The text that these bytes are; what is not UTF-8 is refused, since nobody could tell what was meant. */
    public static String text(Buffer bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refused(ProblemKind.INVALID_UTF8, ProblemKind.INVALID_UTF8.title());
        }
    }

    private static ObjectNode objectOf(Buffer body) {
        try {
            if (body.length() == 0) {
                return Json.HTTP.createObjectNode();
            }
            if (Json.HTTP.readTree(body.getBytes()) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw new Refused(ProblemKind.MALFORMED_JSON, ProblemKind.MALFORMED_JSON.title());
        }
        throw new Refused(ProblemKind.INVALID_PARAMETER, "The body is to be a JSON object.");
    }

    /** Reads the members of a JSON object. */
    public static <I extends Record> I read(Class<I> type, ObjectNode members) {
        checkNames(type, members);
        try {
            return Json.HTTP.treeToValue(members, type);
        } catch (JsonProcessingException e) {
            throw refusal(e);
        }
    }

    /** The name of a record component as callers write it; one may bear another where Java keeps a word for itself. */
    public static String nameOf(RecordComponent component) {
        JsonProperty other = component.getAccessor().getAnnotation(JsonProperty.class);
        return other == null ? SnakeCaseStrategy.INSTANCE.translate(component.getName()) : other.value();
    }

    private static void checkNames(Class<?> type, JsonNode members) {
        RecordComponent[] components = type.getRecordComponents();
        List<String> known = Arrays.stream(components).map(Inputs::nameOf).toList();
        List<FieldProblem> unknown = new ArrayList<>();
        members.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                unknown.add(new FieldProblem(name, unknown(name, known)));
            }
        });
        if (!unknown.isEmpty()) {
            throw new Refused(Problem.of(ProblemKind.UNKNOWN_PARAMETER, unknown));
        }
        List<FieldProblem> missing = Arrays.stream(components)
                .filter(component -> component.isAnnotationPresent(Doc.class)
                        && component.getAnnotation(Doc.class).required()
                        && !members.hasNonNull(nameOf(component)))
                .map(component -> new FieldProblem(nameOf(component), "is required"))
                .toList();
        if (!missing.isEmpty()) {
            throw new Refused(Problem.of(ProblemKind.MISSING_PARAMETER, missing));
        }
    }

    private static String unknown(String name, List<String> known) {
        return Nearest.to(name, known)
                .map(near -> "is not known; did you mean " + near + "?")
                .orElse(
                        known.isEmpty()
                                ? "is not known; this takes none"
                                : "is not known; known are " + String.join(", ", known));
    }

    private static Refused refusal(JsonProcessingException e) {
        if (e.getCause() instanceof Refused refused) {
            return refused;
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String field = mapping.getPath().stream()
                    .map(JsonMappingException.Reference::getFieldName)
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining("."));
            return mapping.getCause() instanceof Times.InSeconds seconds
                    ? Refused.parameter(field, seconds.getMessage())
                    : Refused.parameter(field, "cannot be read as " + wanted(mapping));
        }
        return new Refused(ProblemKind.INVALID_PARAMETER, "The parameters cannot be read.");
    }

    private static String wanted(JsonMappingException e) {
        Class<?> type = Object.class;
        if (e instanceof InvalidFormatException format) {
            type = format.getTargetType();
        } else if (e instanceof ValueInstantiationException made) {
            type = made.getType().getRawClass();
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(word -> Json.HTTP.valueToTree(word).asText())
                            .collect(Collectors.joining(", "));
        }
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "a whole number";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        return e.getMessage().startsWith("not a time") ? "a time such as 2026-01-31T12:00:00Z" : "what is wanted there";
    }
}
