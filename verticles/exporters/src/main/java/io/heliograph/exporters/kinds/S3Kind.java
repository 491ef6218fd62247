package io.heliograph.exporters.kinds;

import io.heliograph.exporter.Exporter;
import io.heliograph.exporter.ExporterKind;
import io.heliograph.exporter.ExporterOptions;
import io.heliograph.targets.S3Place;
import java.time.Duration;

/** Puts events into objects of S3, or of whatever else speaks its language. */
public final class S3Kind implements ExporterKind {
    @Override
    public String name() {
        return "s3";
    }

    @Override
    public long batchSize() {
        return 8 << 20;
    }

    @Override
    public Duration batchAge() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Exporter create(ExporterOptions options) {
        options.required("bucket");
        return new S3Exporter(S3Place.of(options, "20s"));
    }
}
