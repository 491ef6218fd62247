package io.heliograph.aggregate.windows;

import io.heliograph.contracts.metrics.FieldNumbers;
import io.heliograph.contracts.metrics.MetricWindow;
import io.heliograph.contracts.metrics.MetricWindow.TypeNumbers;
import io.heliograph.contracts.metrics.WindowOverflow;
import io.heliograph.contracts.metrics.WindowPart;
import io.heliograph.contracts.metrics.WindowPart.FieldPart;
import io.heliograph.contracts.metrics.WindowPart.TypePart;
import io.heliograph.numbers.Sketch;
import io.heliograph.numbers.Summary;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts together what the nodes know of a window. */
final class Merge {
    private final Map<String, OfType> types = new TreeMap<>();
    private final List<String> nodes = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private WindowOverflow overflow = WindowOverflow.NONE;
    private long completeFrom = Long.MIN_VALUE;

    private static final class OfType {
        private final Map<String, Summary> fields = new TreeMap<>();
        private long count;
    }

    void add(WindowPart part) {
        nodes.add(part.node());
        overflow = overflow.plus(part.overflow());
        completeFrom = Math.max(completeFrom, part.completeFrom());
        for (TypePart type : part.types()) {
            OfType known = types.computeIfAbsent(type.type(), name -> new OfType());
            known.count += type.count();
            for (FieldPart field : type.fields()) {
                known.fields
                        .computeIfAbsent(field.field(), name -> new Summary())
                        .merge(Summary.unpack(field.summary()));
            }
        }
    }

    void missing(String node) {
        missing.add(node);
    }

    MetricWindow window(Instant from, Instant until) {
        double seconds = Math.max(1, Duration.between(from, until).toMillis() / 1_000.0);
        List<TypeNumbers> numbers = new ArrayList<>();
        types.forEach((name, type) ->
                numbers.add(new TypeNumbers(name, type.count, type.count / seconds, fields(type.fields, seconds))));
        nodes.sort(null);
        missing.sort(null);
        Instant complete = completeFrom == Long.MIN_VALUE ? from : Instant.EPOCH.plus(completeFrom, ChronoUnit.MICROS);
        return new MetricWindow(
                from, until, complete.isAfter(from) ? complete : from, Sketch.ERROR, numbers, nodes, missing, overflow);
    }

    private static List<FieldNumbers> fields(Map<String, Summary> fields, double seconds) {
        List<FieldNumbers> numbers = new ArrayList<>();
        fields.forEach((name, summary) -> numbers.add(new FieldNumbers(
                name,
                summary.count(),
                summary.count() / seconds,
                summary.sum(),
                summary.mean(),
                summary.min(),
                summary.max(),
                summary.quantile(0.5),
                summary.quantile(0.9),
                summary.quantile(0.95),
                summary.quantile(0.99),
                summary.last())));
        return numbers;
    }
}
