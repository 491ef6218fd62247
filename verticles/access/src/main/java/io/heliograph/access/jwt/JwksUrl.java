package io.heliograph.access.jwt;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Which addresses keys may be fetched from: such that nobody on the way can put in his own. */
final class JwksUrl {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private JwksUrl() {}

    static boolean isSafe(String text) {
        try {
            URI url = new URI(text);
            return url.getHost() != null
                    && url.getUserInfo() == null
                    && ("https".equals(url.getScheme())
                            || ("http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost())));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
