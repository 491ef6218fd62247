package io.heliograph.launcher.hub;

import io.heliograph.exporters.ExporterStatus;
import io.heliograph.exporters.line.ExporterFigures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToLongFunction;

/** Shows what exporters do, and what waits for them. */
final class ExporterMeters {
    private final MeterRegistry registry;

    ExporterMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void watch(ExporterStatus exporter) {
        Tags of = Tags.of("exporter", exporter.name(), "kind", exporter.config().kind());
        exported(exporter, of, "events", "Events that were exported", ExporterFigures::events);
        exported(exporter, of, "bytes", "Bytes of JSON that were exported", ExporterFigures::bytes);
        exported(exporter, of, "left.out", "Events that an exporter does not take", ExporterFigures::leftOut);
        exported(exporter, of, "repeated", "Events of calls that failed, handed over again", ExporterFigures::repeated);
        exported(exporter, of, "refused", "Events that a target will never take", ExporterFigures::refused);
        exported(
                exporter,
                of,
                "missed",
                "Events that had left the journal before they were exported",
                ExporterFigures::missed);
        exported(exporter, of, "failures", "Calls of an exporter that failed", ExporterFigures::failures);
        Gauge.builder("heliograph.exporter.lag.events", exporter, ExporterStatus::lagEvents)
                .description("Events of the journal that an exporter is not done with")
                .tags(of)
                .register(registry);
        Gauge.builder("heliograph.exporter.lag.bytes", exporter, ExporterStatus::lagBytes)
                .description("About how many bytes of the journal these events take")
                .tags(of)
                .register(registry);
        Gauge.builder("heliograph.exporter.lag.seconds", exporter, ExporterStatus::lagSeconds)
                .description("Age of the oldest event that waits for an exporter")
                .tags(of)
                .register(registry);
        Gauge.builder(
                        "heliograph.exporter.breaker.state",
                        exporter,
                        one -> one.figures().state().ordinal())
                .description("The circuit breaker before a target: 0 closed, 1 half-open, 2 open")
                .tags(of)
                .register(registry);
    }

    private void exported(
            ExporterStatus exporter, Tags of, String what, String description, ToLongFunction<ExporterFigures> figure) {
        FunctionCounter.builder("heliograph.exporter." + what, exporter, one -> figure.applyAsLong(one.figures()))
                .description(description)
                .tags(of)
                .register(registry);
    }
}
