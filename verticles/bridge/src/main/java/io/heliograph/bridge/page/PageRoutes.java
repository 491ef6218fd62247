package io.heliograph.bridge.page;

import io.heliograph.web.FixedAnswer;
import io.heliograph.web.Reads;
import io.heliograph.web.RouteGroup;
import io.heliograph.web.SecurityHeaders;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;

/** The first page at /, what it consists of, and the client for pages of one's own. Asks for no credential: the page does. */
public final class PageRoutes implements RouteGroup {
    private static final String ROOT = "web";
    private static final String PAGE = "/page/";
    private static final String CLIENT = "/client/";

    private static final List<String> FILES = List.of(
            PAGE + "app.js",
            PAGE + "cards.js",
            PAGE + "dom.js",
            PAGE + "icon.svg",
            PAGE + "session.js",
            PAGE + "style.css",
            PAGE + "tail.js",
            PAGE + "windows.js",
            CLIENT + "heliograph.js",
            CLIENT + "heliograph.d.ts",
            CLIENT + "heliograph-react.js",
            CLIENT + "heliograph-react.d.ts",
            CLIENT + "package.json");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "ts", "text/plain; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml");

    private final FixedAnswer first = file(PAGE + "index.html");
    private final List<Map.Entry<String, FixedAnswer>> files =
            FILES.stream().map(path -> Map.entry(path, file(path))).toList();

    @Override
    public void mount(Router router) {
        Reads.at(router, "/").handler(http -> {
            SecurityHeaders.ofOwnPage(http);
            first.handle(http);
        });
        files.forEach(file -> Reads.at(router, file.getKey()).handler(file.getValue()::handle));
    }

    private static FixedAnswer file(String path) {
        return FixedAnswer.ofResource(TYPES.get(path.substring(path.lastIndexOf('.') + 1)), ROOT + path);
    }
}
