package io.heliograph.launcher.meters;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToDoubleFunction;

/** Registers figures that are read off the thing they are about, at each scrape. */
record Meters(MeterRegistry registry) {
    <T> void gauge(String name, String description, T of, ToDoubleFunction<T> figure) {
        gauge(name, description, of, figure, Tags.empty());
    }

    <T> void gauge(String name, String description, T of, ToDoubleFunction<T> figure, Tags tags) {
        Gauge.builder(name, of, figure).description(description).tags(tags).register(registry);
    }

    <T> void counter(String name, String description, T of, ToDoubleFunction<T> figure) {
        counter(name, description, of, figure, Tags.empty());
    }

    <T> void counter(String name, String description, T of, ToDoubleFunction<T> figure, Tags tags) {
        FunctionCounter.builder(name, of, figure)
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
