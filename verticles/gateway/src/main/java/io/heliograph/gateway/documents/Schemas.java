package io.heliograph.gateway.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.operations.Doc;
import io.heliograph.web.Inputs;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns records into JSON schemas by reflection; every record becomes one component that the others refer to. */
final class Schemas {
    private static final String PREFIX = "#/components/schemas/";

    private final Map<String, ObjectNode> components = new TreeMap<>();
    private final Map<String, Class<?>> owners = new HashMap<>();

    /** Every schema that was referred to so far, by name. */
    ObjectNode components() {
        ObjectNode all = node();
        components.forEach(all::set);
        return all;
    }

    /** A reference to the record's schema, under the record's own name. */
    ObjectNode reference(Class<?> type) {
        return reference(type, type.getSimpleName());
    }

    ObjectNode reference(Class<?> type, String name) {
        Class<?> owner = owners.putIfAbsent(name, type);
        if (owner == null) {
            components.put(name, object(List.of(type.getRecordComponents()), neverNull(type)));
        } else if (owner != type) {
            throw new IllegalStateException(owner + " and " + type + " would both be the schema " + name);
        }
        return node().put("$ref", PREFIX + name);
    }

    /** An object of some components of a record. */
    ObjectNode object(List<RecordComponent> members) {
        return object(members, false);
    }

    /** The value of one component, where it is there and not null. */
    ObjectNode value(RecordComponent component) {
        return described(of(component.getGenericType()), component);
    }

    static boolean required(RecordComponent component) {
        Doc doc = component.getAnnotation(Doc.class);
        return doc != null && doc.required();
    }

    private ObjectNode object(List<RecordComponent> members, boolean neverNull) {
        ObjectNode schema = node().put("type", "object");
        ObjectNode properties = node();
        ArrayNode required = schema.arrayNode();
        for (RecordComponent member : members) {
            if (isUnwrapped(member)) {
                properties.setAll(unwrapped(member));
                continue;
            }
            boolean always = required(member) || member.getType().isPrimitive();
            properties.set(Inputs.nameOf(member), always || neverNull ? value(member) : valueOrNull(member));
            if (required(member)) {
                required.add(Inputs.nameOf(member));
            }
        }
        schema.set("properties", properties);
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private ObjectNode unwrapped(RecordComponent member) {
        ObjectNode properties = node();
        for (RecordComponent inner : member.getType().getRecordComponents()) {
            properties.set(Inputs.nameOf(inner), value(inner));
        }
        return properties;
    }

    private ObjectNode valueOrNull(RecordComponent component) {
        ObjectNode schema = of(component.getGenericType());
        if (schema.has("$ref")) {
            ObjectNode either = node();
            either.putArray("anyOf").add(schema).addObject().put("type", "null");
            return described(either, component);
        }
        JsonNode type = schema.get("type");
        schema.putArray("type").add(type).add("null");
        if (schema.get("enum") instanceof ArrayNode words) {
            words.addNull();
        }
        return described(schema, component);
    }

    private ObjectNode of(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            ObjectNode list = node().put("type", "array");
            list.set("items", of(generic.getActualTypeArguments()[0]));
            return list;
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            ObjectNode map = node().put("type", "object");
            map.set("additionalProperties", of(generic.getActualTypeArguments()[1]));
            return map;
        }
        if (type instanceof Class<?> plain) {
            return of(plain);
        }
        throw unknown(type);
    }

    private ObjectNode of(Class<?> type) {
        if (type == String.class) {
            return node().put("type", "string");
        }
        if (type == Instant.class) {
            return node().put("type", "string").put("format", "date-time");
        }
        if (type == int.class || type == Integer.class) {
            return node().put("type", "integer").put("format", "int32");
        }
        if (type == long.class || type == Long.class) {
            return node().put("type", "integer").put("format", "int64");
        }
        if (type == double.class || type == Double.class) {
            return node().put("type", "number").put("format", "double");
        }
        if (type == boolean.class || type == Boolean.class) {
            return node().put("type", "boolean");
        }
        if (type == RawJson.class) {
            return node().put("type", "object");
        }
        return type.isEnum() ? words(type) : recordOf(type);
    }

    private ObjectNode recordOf(Class<?> type) {
        if (!type.isRecord()) {
            throw unknown(type);
        }
        return reference(type);
    }

    private static ObjectNode words(Class<?> type) {
        List<JsonNode> words = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            words.add(Json.HTTP.valueToTree(constant));
        }
        ObjectNode schema = node().put("type", "string");
        schema.putArray("enum").addAll(words);
        return schema;
    }

    private static ObjectNode described(ObjectNode schema, RecordComponent component) {
        Doc doc = component.getAnnotation(Doc.class);
        return doc == null ? schema : schema.put("description", doc.value());
    }

    private static boolean isUnwrapped(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
    }

    /** Such a record leaves out what it has not, where others write null. */
    private static boolean neverNull(Class<?> type) {
        return type.isAnnotationPresent(JsonInclude.class);
    }

    private static IllegalStateException unknown(Type type) {
        return new IllegalStateException("Schemas does not know how " + type + " looks in JSON; teach it");
    }

    private static ObjectNode node() {
        return Json.HTTP.createObjectNode();
    }
}
