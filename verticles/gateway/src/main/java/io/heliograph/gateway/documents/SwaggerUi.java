package io.heliograph.gateway.documents;

import io.heliograph.web.FixedAnswer;
import io.heliograph.web.Reads;
import io.heliograph.web.RouteGroup;
import io.heliograph.web.SecurityHeaders;
import io.vertx.ext.web.Router;
import java.util.Map;

/** The page on which people read the document and try it. Serves the files named here and no other. */
final class SwaggerUi implements RouteGroup {
    static final String VERSION = "5.34.1";

    private static final String LIBRARY = "META-INF/resources/webjars/swagger-ui/" + VERSION + "/";
    private static final String OURS = "io/heliograph/gateway/documents/";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    private final FixedAnswer page = FixedAnswer.ofResource("text/html; charset=utf-8", OURS + "docs.html");
    private final Map<String, FixedAnswer> files = Map.of(
            "docs.js", FixedAnswer.ofResource(SCRIPT, OURS + "docs.js"),
            "docs.css", FixedAnswer.ofResource(STYLE, OURS + "docs.css"),
            "swagger-ui-bundle.js", FixedAnswer.ofResource(SCRIPT, LIBRARY + "swagger-ui-bundle.js"),
            "swagger-ui.css", FixedAnswer.ofResource(STYLE, LIBRARY + "swagger-ui.css"),
            "favicon.png", FixedAnswer.ofResource("image/png", LIBRARY + "favicon-32x32.png"));

    @Override
    public void mount(Router router) {
        Reads.at(router, "/docs").handler(http -> {
            SecurityHeaders.ofPage(http);
            page.handle(http);
        });
        files.forEach((name, file) -> Reads.at(router, "/docs/" + name).handler(file::handle));
        Reads.at(router, "/docs/*").handler(http -> http.fail(404));
    }
}
