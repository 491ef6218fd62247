package io.heliograph.launcher.commands.bench.ingest;

import static java.util.Objects.requireNonNull;

import io.heliograph.launcher.commands.client.Trust;
import java.net.URI;
import java.time.Duration;

/** What is to be sent where, and how fast; a rate of 0 is as fast as answers come. Key may be null. */
record Load(
        URI url,
        String key,
        Trust trust,
        int connections,
        int batch,
        Duration warmUp,
        Duration duration,
        long eventsPerSecond,
        EventFormat format,
        boolean gzip,
        int agents,
        int types,
        boolean ownIds,
        int size) {

    Load {
        requireNonNull(url, "url");
        requireNonNull(trust, "trust");
        requireNonNull(warmUp, "warmUp");
        requireNonNull(duration, "duration");
        requireNonNull(format, "format");
        if (connections < 1 || batch < 1 || eventsPerSecond < 0 || agents < 1 || types < 1) {
            throw new IllegalArgumentException("a load needs connections, events, agents and types");
        }
    }

    boolean closedLoop() {
        return eventsPerSecond == 0;
    }

    boolean encrypted() {
        return "https".equals(url.getScheme());
    }

    /** Without the brackets around an IPv6 address. */
    String host() {
        return url.getHost().replaceAll("[\\[\\]]", "");
    }

    int port() {
        return url.getPort() > 0 ? url.getPort() : encrypted() ? 443 : 80;
    }

    /** The path before that of the events, for a hub behind a proxy. */
    String path() {
        return url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
    }
}
