package io.heliograph.retain.archive;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.settings.Settings;
import io.heliograph.targets.S3Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where events are archived (a directory or a bucket; null for neither), which go into which stream (the first that takes their type), how long after
 * its end a day is written, how large a file may grow, and with which key manifests are signed (null for none).
 */
public record ArchiveConfig(
        Path directory,
        S3Place bucket,
        List<ArchiveStream> streams,
        Duration after,
        long maxFileSize,
        Path signingKey) {
    private static final String STREAMS = "archive.streams";
    private static final String S3 = "archive.s3";

    /** S3 takes 5 GiB by one call, and a file ends a little behind its bound. */
    private static final long LARGEST_OBJECT = 4L << 30;

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
        Path directory = path(settings.text("archive.directory", ""));
        S3Place bucket = bucket(settings);
        long maxFileSize = settings.size("archive.max-file-size", "256MiB", "4KiB", "1TiB");
        if (bucket != null && directory != null) {
            settings.problem(S3 + ".bucket", "an archive lies in a bucket or in archive.directory, not in both");
        }
        if (bucket != null && maxFileSize > LARGEST_OBJECT) {
            settings.problem("archive.max-file-size", "is more than 4GiB, which S3 would not take");
        }
        return new ArchiveConfig(
                directory,
                bucket,
                streams,
                settings.duration("archive.after", "1h", "0s", "7d"),
                maxFileSize,
                path(settings.file("archive.signing-key")));
    }

    private static S3Place bucket(Settings settings) {
        try {
            S3Place place = S3Place.below(S3, settings, "10m");
            return place.bucket().isEmpty() ? null : place;
        } catch (IllegalArgumentException e) {
            settings.problem(S3, e.getMessage());
            return null;
        }
    }

    public boolean isOn() {
        return directory != null || bucket != null;
    }

    /** Where the files lie; what is on its way to a bucket is written into a directory of this process's own, null to only read. */
    public ArchiveTarget target(Path scratch) {
        return directory != null ? new DirectoryTarget(directory) : new S3Target(bucket, scratch);
    }

    private static Path path(String text) {
        return text.isEmpty() ? null : Path.of(text);
    }
}
