package io.heliograph.launcher.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Operation.Rest;
import io.heliograph.contracts.operations.Operation.Style;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.web.Inputs;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Asks every operation as the caller of one project for what belongs to another. It knows no operation by name: what the
 * owner is told (ids, cursors, names) is put, by the names of inputs, into whatever the stranger may send.
 */
final class ProjectWalk {
    /** Stands in everything that the owner has. */
    static final String CANARY = "canary";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VALUES_OF_A_NAME = 6;

    /** Calls as somebody. */
    @FunctionalInterface
    interface Asker {
        Answer ask(String method, String pathAndQuery, String body);
    }

    private final List<Operation<?, ?>> operations;
    private final Asker owner;
    private final Supplier<Asker> strangers;
    private final Map<String, Set<JsonNode>> told = new TreeMap<>();
    private final Map<String, Integer> ofThisList = new HashMap<>();
    private final List<String> leaks = new ArrayList<>();
    private final Set<String> asked = new LinkedHashSet<>();

    /** {@code strangers} gives one who has called nothing yet, since what he sent himself is told to him by his audit trail. */
    ProjectWalk(Collection<Operation<?, ?>> operations, Asker owner, Supplier<Asker> strangers) {
        this.operations = List.copyOf(operations);
        this.owner = owner;
        this.strangers = strangers;
    }

    /** Everything by which a stranger learned or changed something. */
    List<String> leaks() {
        harvest();
        Map<String, String> before = fingerprint();
        // What is another from one look to the next, such as windows of time, tells nothing.
        before.entrySet().retainAll(fingerprint().entrySet());
        // What he writes himself may come back to him, so he reads first.
        forEachPath((operation, rest) -> {
            if (rest.method().equals("GET")) {
                trespass(operation, rest);
            }
        });
        forEachPath((operation, rest) -> {
            if (!rest.method().equals("GET")) {
                trespass(operation, rest);
            }
        });
        Map<String, String> after = fingerprint();
        before.forEach((what, then) -> {
            if (!then.equals(after.get(what))) {
                leaks.add(what + " is not what it was before a stranger called");
            }
        });
        return leaks;
    }

    /** The operations that were asked. */
    Set<String> asked() {
        return asked;
    }

    /** The owner is told something else. */
    void tell(String name, JsonNode value) {
        told.computeIfAbsent(name, fresh -> new LinkedHashSet<>()).add(value);
    }

    /** What the owner is told, by name. */
    Map<String, Set<JsonNode>> told() {
        return told;
    }

    private interface Visit {
        void at(Operation<?, ?> operation, Rest rest);
    }

    private void forEachPath(Visit visit) {
        operations.forEach(operation -> operation.rest().forEach(rest -> visit.at(operation, rest)));
    }

    /** Asks all lists, a page of one item too, so that there are cursors. */
    void harvest() {
        forEachPath((operation, rest) -> {
            if (rest.method().equals("GET") && !rest.path().contains("{")) {
                ofThisList.clear();
                gather("", read(owner.ask("GET", rest.path(), null)));
                gather("", read(owner.ask("GET", rest.path() + "?limit=1", null)));
            }
        });
    }

    private void gather(String name, JsonNode value) {
        if (value.isContainerNode()) {
            value.properties().forEach(member -> gather(member.getKey(), member.getValue()));
            value.forEach(element -> {
                if (value.isArray()) {
                    gather(name, element);
                }
            });
        } else if (!value.isNull() && !value.isBoolean()) {
            Set<JsonNode> values =
                    told.computeIfAbsent(name.equals("next") ? "cursor" : name, fresh -> new LinkedHashSet<>());
            if (ofThisList.merge(name, 1, Integer::sum) <= VALUES_OF_A_NAME) {
                values.add(value);
            }
        }
    }

    /** What the owner sees of his own; when a key was last used changes without anybody's doing. */
    private Map<String, String> fingerprint() {
        Map<String, String> seen = new LinkedHashMap<>();
        forEachPath((operation, rest) -> {
            if (rest.method().equals("GET") && !rest.path().contains("{")) {
                Answer answer = owner.ask("GET", rest.path(), null);
                if (answer.body().contains(CANARY)) {
                    seen.put(
                            operation.name(),
                            answer.body().replaceAll("\"last_used_at\":(null|\"[^\"]*\")", "\"last_used_at\":?"));
                }
            }
        });
        return seen;
    }

    private void trespass(Operation<?, ?> operation, Rest rest) {
        asked.add(operation.name());
        Asker stranger = strangers.get();
        for (ObjectNode input : inputs(operation)) {
            Answer answer = call(stranger, rest, input);
            if (without(input, answer.body()).contains(CANARY)) {
                leaks.add(operation.name() + " tells " + input + ": " + answer.body());
            }
            Answer byRpc = stranger.ask("POST", "/rpc", message(operation, input));
            if (without(input, byRpc.body()).contains(CANARY)) {
                leaks.add(operation.name() + " tells by JSON-RPC " + input + ": " + byRpc.body());
            }
            if (rest.path().contains("{")
                    && answer.status() != call(stranger, rest, unknown(input)).status()) {
                leaks.add(operation.name() + " tells apart what is another's and what is not there: " + input);
            }
        }
    }

    private static String message(Operation<?, ?> operation, ObjectNode input) {
        ObjectNode message = JSON.createObjectNode().put("jsonrpc", "2.0");
        message.put("method", operation.name()).put("id", 1).set("params", input);
        return message.toString();
    }

    /** Nothing but what must be, then each component in turn with each value that the owner was told under its name. */
    List<ObjectNode> inputs(Operation<?, ?> operation) {
        List<ObjectNode> inputs = new ArrayList<>();
        RecordComponent[] components = operation.input().getRecordComponents();
        inputs.add(required(components));
        for (RecordComponent component : components) {
            for (JsonNode value : values(component)) {
                ObjectNode input = required(components);
                input.set(Inputs.nameOf(component), value);
                inputs.add(input);
            }
        }
        ObjectNode all = required(components);
        for (RecordComponent component : components) {
            if (operation.style() == Style.INGEST && !values(component).isEmpty()) {
                all.set(Inputs.nameOf(component), values(component).get(0));
            }
        }
        inputs.add(all);
        return inputs;
    }

    private ObjectNode required(RecordComponent[] components) {
        ObjectNode input = JSON.createObjectNode();
        for (RecordComponent component : components) {
            Doc doc = component.getAnnotation(Doc.class);
            if (doc != null && doc.required()) {
                List<JsonNode> values = values(component);
                input.set(
                        Inputs.nameOf(component),
                        values.isEmpty() ? JSON.getNodeFactory().textNode("x") : values.get(0));
            }
        }
        return input;
    }

    /** A list takes all that was told under its name in the singular. */
    private List<JsonNode> values(RecordComponent component) {
        String name = Inputs.nameOf(component);
        if (component.getType() == List.class) {
            ArrayNode all = JSON.createArrayNode();
            boolean numbers = component.getGenericType().getTypeName().contains("Long");
            Set<JsonNode> values = new LinkedHashSet<>(told.getOrDefault(name, Set.of()));
            values.addAll(told.getOrDefault(name.replaceAll("s$", ""), Set.of()));
            values.stream().filter(value -> value.isNumber() == numbers).forEach(all::add);
            return all.isEmpty() ? List.of() : List.of(all);
        }
        return List.copyOf(told.getOrDefault(name, Set.of()));
    }

    /** The same with ids of the same kind that nobody has. */
    private static ObjectNode unknown(ObjectNode input) {
        ObjectNode other = JSON.createObjectNode();
        input.properties().forEach(member -> {
            if (member.getValue().isNumber()) {
                other.put(member.getKey(), Long.MAX_VALUE - 7);
            } else {
                String shape =
                        member.getValue().asText().replaceAll("[0-9]", "9").replaceAll("[a-z]", "f");
                other.put(member.getKey(), shape);
            }
        });
        return other;
    }

    private static Answer call(Asker stranger, Rest rest, ObjectNode input) {
        String path = rest.path();
        ObjectNode beyond = input.deepCopy();
        for (Map.Entry<String, JsonNode> member : input.properties()) {
            String place = "{" + member.getKey() + "}";
            if (path.contains(place)) {
                path = path.replace(place, encode(member.getValue()));
                beyond.remove(member.getKey());
            }
        }
        return rest.takesBody()
                ? stranger.ask(rest.method(), path, beyond.toString())
                : stranger.ask(rest.method(), path + query(beyond), null);
    }

    private static String query(ObjectNode parameters) {
        List<String> pairs = new ArrayList<>();
        parameters.properties().forEach(member -> pairs.add(member.getKey() + "=" + encode(member.getValue())));
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private static String encode(JsonNode value) {
        return URLEncoder.encode(value.asText(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What the stranger sent may come back to him. */
    private static String without(ObjectNode sent, String answer) {
        String rest = answer;
        for (Map.Entry<String, JsonNode> member : sent.properties()) {
            if (!member.getValue().isContainerNode()
                    && !member.getValue().asText().isEmpty()) {
                rest = rest.replace(encode(member.getValue()), "")
                        .replace(member.getValue().asText(), "");
            }
        }
        return rest;
    }

    private static JsonNode read(Answer answer) {
        try {
            return answer.status() == 200 ? JSON.readTree(answer.body()) : JSON.missingNode();
        } catch (IOException notJson) {
            return JSON.missingNode();
        }
    }
}
