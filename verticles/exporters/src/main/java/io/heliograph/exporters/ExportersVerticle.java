package io.heliograph.exporters;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.exporters.ExporterList;
import io.heliograph.contracts.exporters.ExporterOperations;
import io.heliograph.exporters.line.ExportLine;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.util.List;

/** Runs the exporters of this node, and tells how they stand. */
public final class ExportersVerticle extends VerticleBase {
    private static final long TICK_MS = 1_000;

    private final String node;
    private final List<ExporterStatus> exporters;
    private final Path directory;
    private final Bus bus;
    private List<ExportLine> lines = List.of();

    /** {@code directory} is where exporters keep their places. */
    public ExportersVerticle(String node, List<ExporterStatus> exporters, Path directory, Bus bus) {
        this.node = node;
        this.exporters = exporters;
        this.directory = directory;
        this.bus = bus;
    }

    @Override
    public Future<?> start() {
        lines = exporters.stream().map(this::line).toList();
        return Future.all(lines.stream().map(ExportLine::start).toList())
                .compose(begun -> bus.subscribe(Topics.APPENDED, notice -> lines.forEach(ExportLine::wake)))
                .compose(listening ->
                        bus.serve(ExporterOperations.LIST, (caller, nothing) -> Future.succeededFuture(list())))
                .onSuccess(serving -> vertx.setPeriodic(TICK_MS, tick -> lines.forEach(ExportLine::tick)));
    }

    @Override
    public Future<?> stop() {
        return Future.join(lines.stream().map(ExportLine::stop).toList()).otherwiseEmpty();
    }

    private ExportLine line(ExporterStatus of) {
        return new ExportLine(vertx, of.config(), of.journal(), directory, of.clock(), of.figures());
    }

    private ExporterList list() {
        return new ExporterList(
                node, exporters.stream().map(ExporterStatus::item).toList());
    }
}
