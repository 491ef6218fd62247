package io.heliograph.gateway.documents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.catalogue.Catalogue;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.problems.ProblemKind;
import java.util.List;

/** The OpenRPC 1.3 description of every method: the operations of the catalogue under all their names, and two of the door. */
public final class OpenRpcDocument {
    private static final String ABOUT = """
            JSON-RPC 2.0 by POST /rpc, one message a body, and by WebSocket at /rpc, one message a text frame. \
            Parameters by name, or by position in the order given here. \
            Errors of the hub have codes above 0; `error.data.code` is the stable word to branch on, and `/problems` lists \
            them all. \
            `x-protocol-version` grows in its second number with what is added, in its first only with what makes callers \
            change.""";

    private final String version;
    private byte[] written;

    public OpenRpcDocument(String version) {
        this.version = version;
    }

    /** The document; written when first asked for, which takes a moment. */
    public synchronized byte[] bytes() {
        if (written == null) {
            try {
                written = Json.HTTP.writeValueAsBytes(of(version, Catalogue.ALL));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a tree is always JSON", e);
            }
        }
        return written;
    }

    static ObjectNode of(String version, List<Operation<?, ?>> operations) {
        Schemas schemas = new Schemas();
        ObjectNode document = Json.HTTP.createObjectNode().put("openrpc", "1.3.2");
        ObjectNode info = document.putObject("info");
        info.put("title", "Heliograph").put("version", version).put("description", ABOUT);
        info.putObject("license").put("name", "Apache License 2.0");
        document.put("x-protocol-version", Catalogue.PROTOCOL);
        document.putArray("servers").addObject().put("name", "this hub").put("url", "/rpc");
        ArrayNode methods = document.putArray("methods");
        for (Operation<?, ?> operation : operations) {
            RpcMethodItem item = new RpcMethodItem(schemas, operation);
            methods.add(item.write());
            operation.aliases().forEach(alias -> methods.add(item.write(alias)));
        }
        methods.add(login());
        methods.add(discover());
        ObjectNode components = document.putObject("components");
        components.set("schemas", schemas.components());
        components.set("errors", errors());
        return document;
    }

    private static ObjectNode errors() {
        ObjectNode errors = Json.HTTP.createObjectNode();
        for (ProblemKind kind : ProblemKind.values()) {
            ObjectNode error = errors.putObject(kind.code());
            error.put("code", kind.rpcCode()).put("message", kind.title());
            error.putObject("data")
                    .put("code", kind.code())
                    .put("status", kind.status())
                    .put("advice", kind.advice());
        }
        return errors;
    }

    private static ObjectNode login() {
        ObjectNode method = Json.HTTP.createObjectNode().put("name", "auth.login");
        method.put("summary", "Says who a socket is, as its first message, where the upgrade could carry no header.");
        method.put("description", "By WebSocket only. One of the parameters.").put("paramStructure", "by-name");
        ArrayNode params = method.putArray("params");
        List.of("api_key", "token", "ticket")
                .forEach(name -> params.addObject()
                        .put("name", name)
                        .put("required", false)
                        .putObject("schema")
                        .put("type", "string"));
        ObjectNode schema = method.putObject("result")
                .put("name", "caller")
                .putObject("schema")
                .put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        List.of("subject", "project").forEach(name -> properties.putObject(name).put("type", "string"));
        return method;
    }

    private static ObjectNode discover() {
        ObjectNode method = Json.HTTP.createObjectNode().put("name", "rpc.discover");
        method.put("summary", "Gives this document.").putArray("params");
        method.putObject("result").put("name", "document").putObject("schema").put("type", "object");
        return method;
    }
}
