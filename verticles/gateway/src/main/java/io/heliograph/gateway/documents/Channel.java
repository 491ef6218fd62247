package io.heliograph.gateway.documents;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One channel of the AsyncAPI document: an address, and the messages that go there. */
final class Channel {
    private final String name;
    private final ObjectNode messages;
    private final ObjectNode item;

    Channel(ObjectNode channels, String name, String address, String server, String description) {
        this.name = name;
        item = channels.putObject(name).put("address", address).put("description", description);
        item.putArray("servers").addObject().put("$ref", "#/servers/" + server);
        messages = item.putObject("messages");
    }

    /** What is said in the query of a WebSocket's upgrade. */
    void query(ObjectNode schema) {
        item.putObject("bindings").putObject("ws").set("query", schema);
    }

    ObjectNode message(String id, String summary, ObjectNode payload) {
        ObjectNode message = messages.putObject(id).put("name", id).put("summary", summary);
        message.set("payload", payload);
        return message;
    }

    /** Says of an operation that it sends or receives some messages of this channel. */
    void of(ObjectNode operation, List<String> ids) {
        operation.putObject("channel").put("$ref", "#/channels/" + name);
        ArrayNode named = operation.putArray("messages");
        ids.forEach(id -> named.addObject().put("$ref", "#/channels/" + name + "/messages/" + id));
    }
}
