package io.heliograph.gateway.documents;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.catalogue.Catalogue;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.operations.Notification;
import io.heliograph.web.Answers;
import java.util.List;

/** The AsyncAPI 3.0 description of everything that is pushed: by WebSocket, by server-sent events, by the JSON-RPC socket. */
public final class AsyncApiDocument {
    private static final String ABOUT = """
            What the hub pushes. Bare documents come from the paths; the WebSocket at /rpc puts the same documents into \
            JSON-RPC notifications, and takes every method of /openrpc.json besides. \
            The HTTP and WebSocket servers are one and the same address.""";

    private final Schemas schemas = new Schemas();
    private final ObjectNode channels = Json.HTTP.createObjectNode();
    private final ObjectNode operations = Json.HTTP.createObjectNode();

    private AsyncApiDocument() {}

    /** The document of all notifications of the catalogue. */
    public static ObjectNode of(String version) {
        return of(version, Catalogue.NOTIFICATIONS);
    }

    static ObjectNode of(String version, List<Notification<?>> notifications) {
        return new AsyncApiDocument().write(version, notifications);
    }

    private ObjectNode write(String version, List<Notification<?>> notifications) {
        RpcChannel rpc = new RpcChannel(schemas, channels, operations);
        StreamChannels streams = new StreamChannels(schemas, channels, operations);
        for (Notification<?> notification : notifications) {
            rpc.add(notification);
            if (notification.path() != null) {
                streams.add(notification);
            }
        }
        rpc.addEnd();
        ObjectNode document = Json.HTTP.createObjectNode().put("asyncapi", "3.0.0");
        ObjectNode info = document.putObject("info");
        info.put("title", "Heliograph").put("version", version).put("description", ABOUT);
        info.putObject("license").put("name", "Apache License 2.0");
        document.put("x-protocol-version", Catalogue.PROTOCOL);
        document.put("defaultContentType", Answers.JSON);
        ObjectNode servers = document.putObject("servers");
        List.of("ws", "http").forEach(protocol -> servers.set(protocol, server(protocol)));
        document.set("channels", channels);
        document.set("operations", operations);
        ObjectNode components = document.putObject("components");
        components.set("schemas", schemas.components());
        components.set("securitySchemes", securitySchemes());
        return document;
    }

    private static ObjectNode server(String protocol) {
        ObjectNode server = Json.HTTP.createObjectNode().put("host", "{host}").put("protocol", protocol);
        server.put("description", "This hub; " + protocol + "s where it has a certificate.");
        server.putObject("variables").putObject("host").put("default", "127.0.0.1:8001");
        ArrayNode security = server.putArray("security");
        List.of("apiKey", "bearer", "ticket")
                .forEach(scheme -> security.addObject().put("$ref", "#/components/securitySchemes/" + scheme));
        return server;
    }

    private static ObjectNode securitySchemes() {
        ObjectNode schemes = Json.HTTP.createObjectNode();
        schemes.putObject("apiKey")
                .put("type", "httpApiKey")
                .put("in", "header")
                .put("name", "X-API-KEY")
                .put("description", OpenApiDocument.ABOUT_KEY);
        schemes.putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", OpenApiDocument.ABOUT_BEARER);
        schemes.putObject("ticket")
                .put("type", "httpApiKey")
                .put("in", "query")
                .put("name", "ticket")
                .put("description", "A ticket of POST /tickets, good for one socket.");
        return schemes;
    }
}
