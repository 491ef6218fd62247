package io.heliograph.gateway.documents;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.catalogue.Catalogue;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Operation.Rest;
import java.util.List;
import java.util.Locale;

/** The OpenAPI 3.1 description of everything that REST reaches. */
public final class OpenApiDocument {
    private static final String ABOUT = """
            A self-hosted telemetry and coordination hub for fleets of agents. \
            An answer of success to sent events means that they are durable; a batch answers for each of its events. \
            Lists are walked with the cursor in `next`. \
            Whatever goes wrong is told as an RFC 9457 problem document whose `code` is stable: `/problems` lists them. \
            Whoever accepts `application/msgpack` before `application/json` gets the same members as MessagePack, \
            with payloads as maps; whoever takes gzip gets longer answers packed. \
            Every answer carries an `X-Request-Id`, which the hub's log knows too.""";

    static final String ABOUT_KEY =
            "A key of POST /keys, or the one in the setting auth.api-key. A hub without credentials listens on loopback only"
                    + " and asks for none.";

    static final String ABOUT_BEARER = "A JSON Web Token as auth.jwt says, or a key of POST /keys.";

    private final ObjectNode document = Json.HTTP.createObjectNode();
    private final ObjectNode paths = document.objectNode();
    private final Schemas schemas = new Schemas();

    private OpenApiDocument() {}

    /** The document of the whole catalogue. */
    public static ObjectNode of(String version) {
        return of(version, Catalogue.ALL);
    }

    static ObjectNode of(String version, List<Operation<?, ?>> operations) {
        return new OpenApiDocument().write(version, operations);
    }

    private ObjectNode write(String version, List<Operation<?, ?>> operations) {
        operations.forEach(this::addOperation);
        new PlainRoutes(schemas).entries().forEach(entry -> add(entry.path(), "get", entry.tag(), entry.item()));
        document.put("openapi", "3.1.0").set("info", info(version));
        document.putArray("servers").addObject().put("url", "/").put("description", "This hub");
        ArrayNode security = document.putArray("security");
        security.addObject().putArray("apiKey");
        security.addObject().putArray("bearer");
        document.set("paths", paths);
        document.set("components", components());
        return document;
    }

    private ObjectNode info(String version) {
        ObjectNode info = document.objectNode()
                .put("title", "Heliograph")
                .put("version", version)
                .put("description", ABOUT);
        info.putObject("license").put("name", "Apache License 2.0").put("identifier", "Apache-2.0");
        return info;
    }

    private ObjectNode components() {
        ObjectNode components = document.objectNode();
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.putObject("apiKey")
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "X-API-KEY")
                .put("description", ABOUT_KEY);
        schemes.putObject("bearer").put("type", "http").put("scheme", "bearer").put("description", ABOUT_BEARER);
        components.set("schemas", schemas.components());
        return components;
    }

    private void addOperation(Operation<?, ?> operation) {
        String domain = operation.name().substring(0, operation.name().indexOf('.'));
        for (Rest rest : operation.rest()) {
            ObjectNode item = new OperationItem(schemas, operation, rest).write();
            add(rest.path(), rest.method().toLowerCase(Locale.ROOT), domain, item);
        }
    }

    private void add(String path, String method, String tag, ObjectNode item) {
        item.putArray("tags").add(tag);
        paths.withObjectProperty(path).set(method, item);
    }
}
