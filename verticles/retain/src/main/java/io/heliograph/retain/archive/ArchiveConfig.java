package io.heliograph.retain.archive;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where events are archived (null for nowhere), which go into which stream (the first that takes their type), how long after
 * its end a day is written, how large a file may grow, and with which key manifests are signed (null for none).
 */
public record ArchiveConfig(
        Path directory, List<ArchiveStream> streams, Duration after, long maxFileSize, Path signingKey) {
    private static final String STREAMS = "archive.streams";

    public ArchiveConfig {
        streams = List.copyOf(streams);
        requireNonNull(after, "after");
    }

    public static ArchiveConfig from(Settings settings) {
        List<ArchiveStream> streams = new ArrayList<>();
        for (String text : settings.list(STREAMS, "interactions=llm.*,guardrail_events=guardrail.*,telemetry=*")) {
            try {
                streams.add(ArchiveStream.parse(text));
            } catch (IllegalArgumentException e) {
                settings.problem(STREAMS, e.getMessage());
            }
        }
        if (streams.stream().map(ArchiveStream::name).distinct().count() < streams.size()) {
            settings.problem(STREAMS, "names a stream twice");
        }
        return new ArchiveConfig(
                path(settings.text("archive.directory", "")),
                streams,
                settings.duration("archive.after", "1h", "0s", "7d"),
                settings.size("archive.max-file-size", "256MiB", "4KiB", "1TiB"),
                path(settings.text("archive.signing-key", "")));
    }

    public boolean isOn() {
        return directory != null;
    }

    private static Path path(String text) {
        return text.isEmpty() ? null : Path.of(text);
    }
}
