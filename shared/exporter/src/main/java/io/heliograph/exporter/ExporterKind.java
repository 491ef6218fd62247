package io.heliograph.exporter;

import java.time.Duration;

/**
 * A kind of exporter. The hub finds it by {@link java.util.ServiceLoader}: its class is named in
 * {@code META-INF/services/io.heliograph.exporter.ExporterKind} of a jar in the folder {@code exporters.plugins}.
 */
public interface ExporterKind {
    /** What the operator writes in {@code exporters.<name>.kind}; lower case. */
    String name();

    /**
     * Makes an exporter as the operator wants it. Called when settings are read, so it asks for all of its options and
     * connects to nothing: a target that is away keeps no hub from starting.
     *
     * @throws IllegalArgumentException if the options do not fit together; the message is shown to the operator
     */
    Exporter create(ExporterOptions options);

    /** Bytes of JSON in one call, unless the operator sets {@code batch-size}. */
    default long batchSize() {
        return 1 << 20;
    }

    /** How long events may wait until there are so many, unless the operator sets {@code batch-age}. */
    default Duration batchAge() {
        return Duration.ZERO;
    }
}
