package io.heliograph.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** What every answer tells a browser not to do. */
public final class SecurityHeaders {
    private static final CharSequence CONTENT_POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence OF_ANSWERS =
            HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");
    private static final CharSequence OF_PAGES = HttpHeaders.createOptimized(
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'");

    private static final CharSequence OF_OWN_PAGES = HttpHeaders.createOptimized(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'");

    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap()
            .add("X-Content-Type-Options", "nosniff")
            .add("X-Frame-Options", "DENY")
            .add("Referrer-Policy", "no-referrer")
            .add("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
            .add("Cross-Origin-Opener-Policy", "same-origin")
            .add("Cross-Origin-Resource-Policy", "same-origin")
            .add(HttpHeaders.CACHE_CONTROL, HttpHeaders.createOptimized("no-store"))
            .add(CONTENT_POLICY, OF_ANSWERS);

    /** With TLS, browsers are told never to come without it again. */
    public SecurityHeaders(boolean isTls) {
        if (isTls) {
            headers.add("Strict-Transport-Security", "max-age=31536000");
        }
    }

    public void put(RoutingContext http) {
        http.response().headers().addAll(headers);
    }

    /** For pages without any style or script that is not a file of the hub's. */
    public static void ofOwnPage(RoutingContext http) {
        http.response().putHeader(CONTENT_POLICY, OF_OWN_PAGES);
    }

    /** For what is shown as a page, with scripts and styles of the hub's own. */
    public static void ofPage(RoutingContext http) {
        http.response().putHeader(CONTENT_POLICY, OF_PAGES);
    }
}
