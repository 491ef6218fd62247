package io.heliograph.gateway.documents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.web.Answers;
import io.heliograph.web.FixedAnswer;
import io.heliograph.web.Reads;
import io.heliograph.web.RouteGroup;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Stream;

/** What the hub says about itself to those who come to use it. Each document is built once, so make one for a node. */
public final class DocumentRoutes implements RouteGroup {
    private static final List<ProblemCard> CARDS =
            Stream.of(ProblemKind.values()).map(ProblemCard::of).toList();

    private final FixedAnswer openApi;
    private final FixedAnswer openRpc;
    private final FixedAnswer asyncApi;
    private final SwaggerUi swaggerUi = new SwaggerUi();

    public DocumentRoutes(String version) {
        openApi = new FixedAnswer(Answers.JSON, () -> bytes(OpenApiDocument.of(version)));
        openRpc = new FixedAnswer(Answers.JSON, new OpenRpcDocument(version)::bytes);
        asyncApi = new FixedAnswer(Answers.JSON, () -> bytes(AsyncApiDocument.of(version)));
    }

    @Override
    public void mount(Router router) {
        Reads.at(router, "/openapi.json").handler(openApi::handle);
        Reads.at(router, "/openrpc.json").handler(openRpc::handle);
        Reads.at(router, "/asyncapi.json").handler(asyncApi::handle);
        Reads.at(router, "/problems").handler(http -> Answers.send(http, 200, CARDS));
        Reads.at(router, "/problems/:code").handler(DocumentRoutes::problem);
        swaggerUi.mount(router);
    }

    private static void problem(RoutingContext http) {
        ProblemKind kind = ProblemKind.byCode(http.pathParam("code"))
                .orElseThrow(() -> new Refused(ProblemKind.NOT_FOUND, "No problem has this code; see /problems."));
        Answers.send(http, 200, ProblemCard.of(kind));
    }

    private static byte[] bytes(ObjectNode document) {
        try {
            return Json.HTTP.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }
}
