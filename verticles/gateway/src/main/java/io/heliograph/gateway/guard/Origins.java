package io.heliograph.gateway.guard;

import io.heliograph.contracts.settings.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The origins whose pages may use the hub, as browsers write them; {@code any} lets in all of them, without credentials. */
public record Origins(Set<String> names, boolean any) {
    private static final String KEY = "http.allowed-origins";

    public Origins {
        names = Set.copyOf(names);
    }

    static Origins from(Settings settings, boolean isOpen) {
        List<String> listed = settings.list(KEY, "http://localhost:5173");
        boolean any = listed.contains("*");
        if (any && !isOpen) {
            settings.problem(KEY, "'*' does not go with a key; name the origins");
        }
        listed.stream()
                .filter(origin -> !origin.equals("*") && !isOrigin(origin))
                .forEach(origin -> settings.problem(
                        KEY,
                        "'" + origin
                                + "' is no origin; write scheme, host and port only, such as https://hub.example"));
        return new Origins(
                listed.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()), any);
    }

    /** Exact, since a browser writes an origin in one way only. */
    boolean contain(String origin) {
        return names.contains(origin);
    }

    private static boolean isOrigin(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null
                    && text.equals(
                            uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
