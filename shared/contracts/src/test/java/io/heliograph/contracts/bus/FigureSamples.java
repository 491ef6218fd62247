package io.heliograph.contracts.bus;

import static io.heliograph.contracts.bus.Samples.EARLY;
import static io.heliograph.contracts.bus.Samples.LATE;
import static io.heliograph.contracts.bus.Samples.NAME;
import static io.heliograph.contracts.bus.Samples.NOON;

import io.heliograph.contracts.exporters.ExporterList;
import io.heliograph.contracts.maintenance.Job;
import io.heliograph.contracts.maintenance.JobId;
import io.heliograph.contracts.maintenance.JobPage;
import io.heliograph.contracts.maintenance.JobQuery;
import io.heliograph.contracts.maintenance.Prune;
import io.heliograph.contracts.maintenance.PruneReport;
import io.heliograph.contracts.metrics.FieldNumbers;
import io.heliograph.contracts.metrics.LatestQuery;
import io.heliograph.contracts.metrics.MetricRange;
import io.heliograph.contracts.metrics.MetricWindow;
import io.heliograph.contracts.metrics.RangeQuery;
import io.heliograph.contracts.metrics.RollupQuery;
import io.heliograph.contracts.metrics.RollupReport;
import io.heliograph.contracts.metrics.WindowOverflow;
import io.heliograph.contracts.metrics.WindowPart;
import io.heliograph.contracts.metrics.WindowRead;
import java.util.List;

/** Samples of what is said about numbers, exporters and maintenance. */
final class FigureSamples {
    private static final WindowOverflow OVERFLOW = new WindowOverflow(1, 2, 3, Long.MAX_VALUE);

    static final List<Record> ALL = List.of(
            new LatestQuery(90, "hardware.*", NAME, NAME),
            new WindowRead(NAME, Long.MIN_VALUE, Long.MAX_VALUE, NAME, NAME, NAME),
            new WindowPart(
                    NAME,
                    Long.MIN_VALUE,
                    List.of(new WindowPart.TypePart(NAME, 7, List.of(new WindowPart.FieldPart(NAME, "AAE")))),
                    OVERFLOW),
            new MetricWindow(EARLY, LATE, NOON, 0.01, List.of(typeNumbers()), List.of(NAME), List.of(NAME), OVERFLOW),
            new RangeQuery("hardware.gpu", NAME, EARLY, LATE, "5m"),
            new MetricRange(NAME, NAME, EARLY, LATE, 300, "minute", 0.01, List.of(point())),
            new RollupQuery(EARLY, LATE),
            new RollupReport(Long.MAX_VALUE, 7, 1, List.of(difference()), NOON),
            new Topics.Counting(NAME, NAME),
            new Topics.Exporting(NAME, NAME),
            new ExporterList(List.of(NAME), List.of(NAME), List.of(exporter())),
            new Prune(86_400L, true, true),
            new PruneReport(NOON, Long.MAX_VALUE, false, 7L),
            new JobId(Long.MAX_VALUE),
            new JobQuery(NAME, 29),
            job(),
            new JobPage(List.of(job()), NAME),
            new Topics.Pruned(Long.MAX_VALUE));

    private FigureSamples() {}

    private static MetricWindow.TypeNumbers typeNumbers() {
        FieldNumbers field = new FieldNumbers(NAME, 7, 0.1, -1e300, 2.5, -3, 1e300, 4, 5, 6, 7, 8);
        return new MetricWindow.TypeNumbers(NAME, Long.MAX_VALUE, 1.5, List.of(field));
    }

    private static MetricRange.Point point() {
        return new MetricRange.Point(NOON, 7, 0.1, 1e300, 2.5, -3.0, 1e300, 4.0, 5.0, 6.0, 7.0);
    }

    private static RollupReport.Difference difference() {
        return new RollupReport.Difference("minute", NOON, NAME, NAME, 7, 8, "0.1", "0.2");
    }

    private static ExporterList.Item exporter() {
        return new ExporterList.Item(
                NAME, NAME, "kafka", "closed", Long.MAX_VALUE, 1, 2, 0.5, 3, 4, 5, 6, 7, NAME, NAME, NOON);
    }

    private static Job job() {
        return new Job(Long.MAX_VALUE, "prune", NAME, EARLY, NAME, Job.State.DONE, NAME, 9, 8, 7, 6, NOON, LATE, NAME);
    }
}
