package io.heliograph.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a node says of itself: accepted = stored + duplicates + set aside + pending. */
public record NodeReport(
        UUID journal,
        String name,
        String url,
        List<String> roles,
        String version,
        Instant startedAt,
        boolean stopped,
        long accepted,
        long stored,
        long duplicates,
        long setAside,
        long pending) {
    public NodeReport {
        requireNonNull(journal, "journal");
        requireNonNull(name, "name");
        requireNonNull(url, "url");
        requireNonNull(version, "version");
        requireNonNull(startedAt, "startedAt");
        roles = List.copyOf(roles);
    }
}
