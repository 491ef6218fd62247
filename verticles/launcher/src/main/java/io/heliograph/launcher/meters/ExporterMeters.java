package io.heliograph.launcher.meters;

import io.heliograph.exporters.ExporterStatus;
import io.heliograph.exporters.line.ExporterFigures;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToLongFunction;

/** Shows what exporters do, and what waits for them. */
final class ExporterMeters {
    private ExporterMeters() {}

    static void watch(ExporterStatus exporter, Meters meters) {
        Tags of = Tags.of("exporter", exporter.name(), "kind", exporter.config().kind());
        exported(meters, exporter, of, "events", "Events that were exported", ExporterFigures::events);
        exported(meters, exporter, of, "bytes", "Bytes of JSON that were exported", ExporterFigures::bytes);
        exported(meters, exporter, of, "left.out", "Events that an exporter does not take", ExporterFigures::leftOut);
        exported(
                meters,
                exporter,
                of,
                "repeated",
                "Events of calls that failed, handed over again",
                ExporterFigures::repeated);
        exported(meters, exporter, of, "refused", "Events that a target will never take", ExporterFigures::refused);
        exported(
                meters,
                exporter,
                of,
                "missed",
                "Events that had left the journal before they were exported",
                ExporterFigures::missed);
        exported(meters, exporter, of, "failures", "Calls of an exporter that failed", ExporterFigures::failures);
        meters.gauge(
                "heliograph.exporter.lag.events",
                "Events of the journal that an exporter is not done with",
                exporter,
                ExporterStatus::lagEvents,
                of);
        meters.gauge(
                "heliograph.exporter.lag.bytes",
                "About how many bytes of the journal these events take",
                exporter,
                ExporterStatus::lagBytes,
                of);
        meters.gauge(
                "heliograph.exporter.lag.seconds",
                "Age of the oldest event that waits for an exporter",
                exporter,
                ExporterStatus::lagSeconds,
                of);
        meters.gauge(
                "heliograph.exporter.breaker.state",
                "The circuit breaker before a target: 0 closed, 1 half-open, 2 open",
                exporter,
                one -> one.figures().state().ordinal(),
                of);
    }

    private static void exported(
            Meters meters,
            ExporterStatus exporter,
            Tags of,
            String what,
            String description,
            ToLongFunction<ExporterFigures> figure) {
        meters.counter(
                "heliograph.exporter." + what, description, exporter, one -> figure.applyAsLong(one.figures()), of);
    }
}
