package io.heliograph.gateway.rpc;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.settings.Settings;
import java.time.Duration;
import java.util.List;

/** By which transports the event-bus bridge may be reached, and how long a client may say nothing. */
public record BridgeConfig(List<String> transports, Duration pingTimeout) {
    static final String WEBSOCKET = "websocket";
    static final String XHR = "xhr";
    static final String EVENT_SOURCE = "eventsource";

    private static final List<String> KNOWN = List.of(WEBSOCKET, XHR, EVENT_SOURCE);

    public BridgeConfig {
        transports = List.copyOf(transports);
        requireNonNull(pingTimeout, "pingTimeout");
    }

    public static BridgeConfig from(Settings settings) {
        List<String> transports = settings.list("eventbus.transports", WEBSOCKET);
        transports.stream()
                .filter(word -> !KNOWN.contains(word))
                .forEach(word -> settings.problem(
                        "eventbus.transports", "'" + word + "' is none of " + String.join(", ", KNOWN)));
        if (transports.contains(EVENT_SOURCE) && !transports.contains(XHR)) {
            settings.problem("eventbus.transports", "eventsource takes xhr too, by which its clients speak");
        }
        return new BridgeConfig(transports, settings.duration("eventbus.ping-timeout", "15s", "100ms", "10m"));
    }

    /** Without a transport there is no bridge. */
    boolean isOpen() {
        return !transports.isEmpty();
    }

    boolean has(String transport) {
        return transports.contains(transport);
    }
}
