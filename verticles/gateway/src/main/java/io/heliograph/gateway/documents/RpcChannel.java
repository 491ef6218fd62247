package io.heliograph.gateway.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.operations.Notification;
import io.heliograph.contracts.operations.Operation;
import java.util.ArrayList;
import java.util.List;

/** What is pushed on the WebSocket at /rpc, and the calls that begin and end it. */
final class RpcChannel {
    /** The notification with which the hub ends a subscription, whatever its kind. */
    static final String ENDED = "subscription.ended";

    private static final String WHY_IT_ENDED = "A subscription was ended by the hub, and why.";

    private final Schemas schemas;
    private final ObjectNode operations;
    private final Channel channel;
    private final List<String> begun = new ArrayList<>();

    RpcChannel(Schemas schemas, ObjectNode channels, ObjectNode operations) {
        this.schemas = schemas;
        this.operations = operations;
        channel = new Channel(channels, "rpc", "/rpc", "ws", "JSON-RPC 2.0, a message a text frame.");
    }

    void add(Notification<?> notification) {
        call(notification.begin());
        call(notification.end());
        ObjectNode result = schemas.reference(notification.document());
        send(notification.name(), notification.summary(), "result", result);
    }

    void addEnd() {
        send(ENDED, WHY_IT_ENDED, "error", schemas.reference(RpcError.class));
    }

    private void send(String name, String summary, String member, ObjectNode schema) {
        ObjectNode params = object();
        ObjectNode members = params.putObject("properties");
        members.putObject("subscription").put("type", "string");
        members.set(member, schema);
        params.putArray("required").add("subscription").add(member);
        channel.message(name, summary, envelope(name, params));
        channel.of(operations.putObject(name).put("action", "send").put("summary", summary), List.of(name));
    }

    private void call(Operation<?, ?> operation) {
        String name = operation.name();
        if (begun.contains(name)) {
            return;
        }
        begun.add(name);
        ObjectNode request = envelope(name, schemas.reference(operation.input()));
        request.withObjectProperty("properties").set("id", id());
        channel.message(name, operation.summary(), request);
        ObjectNode response = object();
        ObjectNode members = response.putObject("properties");
        members.putObject("jsonrpc").put("const", "2.0");
        members.set("result", schemas.reference(operation.output()));
        members.set("error", schemas.reference(RpcError.class));
        members.set("id", id());
        response.putArray("required").add("jsonrpc").add("id");
        channel.message(name + ".answer", "The answer to " + name, response);
        ObjectNode receive = operations.putObject(name).put("action", "receive");
        receive.put("summary", operation.summary()).put("description", RpcMethodItem.scope(operation));
        channel.of(receive, List.of(name));
        channel.of(receive.putObject("reply"), List.of(name + ".answer"));
    }

    private static ObjectNode envelope(String method, ObjectNode params) {
        ObjectNode message = object();
        ObjectNode members = message.putObject("properties");
        members.putObject("jsonrpc").put("const", "2.0");
        members.putObject("method").put("const", method);
        members.set("params", params);
        message.putArray("required").add("jsonrpc").add("method");
        return message;
    }

    private static ObjectNode id() {
        ObjectNode id = Json.HTTP.createObjectNode();
        id.putArray("type").add("string").add("number").add("null");
        return id;
    }

    private static ObjectNode object() {
        return Json.HTTP.createObjectNode().put("type", "object");
    }
}
