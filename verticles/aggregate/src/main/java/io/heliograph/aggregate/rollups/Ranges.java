package io.heliograph.aggregate.rollups;

import io.heliograph.contracts.metrics.MetricRange;
import io.heliograph.contracts.metrics.MetricRange.Point;
import io.heliograph.contracts.metrics.RangeQuery;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.numbers.Cell;
import io.heliograph.numbers.Sketch;
import io.heliograph.store.rollups.RollupTables;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Reads the numbers of a field over a long time. */
final class Ranges {
    private static final String EVENTS = "";

    private final RollupTables tables;
    private final Answers answers;
    private final InstantSource clock;

    Ranges(RollupTables tables, Answers answers, InstantSource clock) {
        this.tables = tables;
        this.answers = answers;
        this.clock = clock;
    }

    Future<MetricRange> read(String project, RangeQuery query) {
        Instant to = Times.within("to", query.to() == null ? clock.instant() : query.to());
        Instant from = Times.within("from", query.from() == null ? to.minus(Duration.ofHours(1)) : query.from());
        if (!from.isBefore(to)) {
            throw Refused.parameter("from", "must be before 'to'");
        }
        Steps steps = Steps.of(Duration.between(from, to), query.stepLength());
        long step = steps.step().toSeconds();
        long begin = Math.floorDiv(from.getEpochSecond(), step) * step;
        long end = Math.floorDiv(to.getEpochSecond() + step - (to.getNano() == 0 ? 1 : 0), step) * step;
        return answers.get(
                new Answers.Question(project, query.type(), query.field(), begin, end, step),
                () -> read(project, query, steps, begin, end));
    }

    private Future<MetricRange> read(String project, RangeQuery query, Steps steps, long begin, long end) {
        long step = steps.step().toSeconds();
        String field = query.field() == null ? EVENTS : query.field();
        return tables.range(project, query.type(), field, steps.level(), micros(begin), micros(end))
                .map(cells -> new MetricRange(
                        query.type(),
                        query.field(),
                        Instant.ofEpochSecond(begin),
                        Instant.ofEpochSecond(end),
                        step,
                        steps.level().toString(),
                        Sketch.ERROR,
                        points(cells, micros(step), query.field() != null)));
    }

    private static List<Point> points(Map<Long, Cell> cells, long step, boolean isField) {
        Map<Long, Cell> byPoint = new TreeMap<>();
        cells.forEach((at, cell) -> byPoint.computeIfAbsent(Math.floorDiv(at, step) * step, first -> new Cell())
                .merge(cell));
        List<Point> points = new ArrayList<>();
        double seconds = (double) step / micros(1);
        byPoint.forEach((at, cell) -> {
            Instant time = Instant.EPOCH.plus(at, ChronoUnit.MICROS);
            double sum = cell.sum().doubleValue();
            points.add(
                    isField
                            ? new Point(
                                    time,
                                    cell.count(),
                                    cell.count() / seconds,
                                    sum,
                                    sum / cell.count(),
                                    cell.min(),
                                    cell.max(),
                                    cell.quantile(0.5),
                                    cell.quantile(0.9),
                                    cell.quantile(0.95),
                                    cell.quantile(0.99))
                            : new Point(
                                    time,
                                    cell.count(),
                                    cell.count() / seconds,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null));
        });
        return points;
    }

    private static long micros(long seconds) {
        return TimeUnit.SECONDS.toMicros(seconds);
    }
}
