package io.heliograph.exporters;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.bus.Topics.Exporting;
import io.heliograph.contracts.exporters.ExporterList;
import io.heliograph.contracts.exporters.ExporterList.Item;
import io.heliograph.contracts.exporters.ExporterNodeOperations;
import io.heliograph.contracts.exporters.ExporterOperations;
import io.heliograph.contracts.hub.Nothing;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.exporters.line.ExportLine;
import io.heliograph.flow.Peers;
import io.heliograph.flow.Peers.Peer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** Runs the exporters of this node, and tells how those of all nodes stand. */
public final class ExportersVerticle extends VerticleBase {
    private static final long TICK_MS = 1_000;
    private static final long REMEMBERED_S = Duration.ofDays(1).toSeconds();

    private final Exporting self;
    private final List<ExporterStatus> exporters;
    private final Path directory;
    private final Bus bus;
    private final Peers peers;
    private List<ExportLine> lines = List.of();

    /** {@code directory} is where exporters keep their places. */
    public ExportersVerticle(
            Exporting self, List<ExporterStatus> exporters, Path directory, Bus bus, LongSupplier nanos) {
        this.self = self;
        this.exporters = exporters;
        this.directory = directory;
        this.bus = bus;
        peers = new Peers(nanos, REMEMBERED_S);
    }

    @Override
    public Future<?> start() {
        lines = exporters.stream().map(this::line).toList();
        return Future.all(lines.stream().map(ExportLine::start).toList())
                .compose(begun -> Future.all(
                        bus.subscribe(Topics.APPENDED, notice -> lines.forEach(ExportLine::wake)),
                        bus.subscribe(Topics.EXPORTING, this::heard),
                        bus.serveAs(
                                self.journal(),
                                ExporterNodeOperations.READ,
                                (caller, nothing) -> Future.succeededFuture(own())),
                        bus.serve(ExporterOperations.LIST, this::all)))
                .onSuccess(serving -> {
                    vertx.setPeriodic(TICK_MS, tick -> lines.forEach(ExportLine::tick));
                    vertx.setPeriodic(0, Peers.SAY_AGAIN_MS, tick -> bus.publish(Topics.EXPORTING, self));
                });
    }

    @Override
    public Future<?> stop() {
        return Future.join(lines.stream().map(ExportLine::stop).toList()).otherwiseEmpty();
    }

    private ExportLine line(ExporterStatus of) {
        return new ExportLine(vertx, of.config(), of.journal(), directory, of.clock(), of.figures());
    }

    /** Whoever is new does not know this node yet. */
    private void heard(Exporting notice) {
        if (!notice.journal().equals(self.journal()) && peers.hear(notice.journal(), notice.node())) {
            bus.publish(Topics.EXPORTING, self);
        }
    }

    private ExporterList own() {
        return new ExporterList(
                List.of(self.node()),
                List.of(),
                exporters.stream().map(each -> each.item(self.node())).toList());
    }

    private Future<ExporterList> all(Caller caller, Nothing nothing) {
        List<ExporterList> answers = new ArrayList<>(List.of(own()));
        TreeSet<String> missing = new TreeSet<>();
        List<Future<?>> asked = new ArrayList<>();
        for (Peer peer : peers.within(REMEMBERED_S)) {
            if (peers.isSilent(peer)) {
                missing.add(peer.node());
            } else {
                asked.add(bus.call(peer.journal(), ExporterNodeOperations.READ, caller, nothing)
                        .onSuccess(answers::add)
                        .onFailure(away -> missing.add(peer.node()))
                        .otherwiseEmpty());
            }
        }
        return Future.join(asked).transform(done -> Future.succeededFuture(join(answers, missing)));
    }

    private static ExporterList join(List<ExporterList> answers, TreeSet<String> missing) {
        List<String> nodes =
                answers.stream().flatMap(each -> each.nodes().stream()).sorted().toList();
        List<Item> items = answers.stream()
                .flatMap(each -> each.items().stream())
                .sorted(Comparator.comparing(Item::node))
                .toList();
        return new ExporterList(nodes, List.copyOf(missing), items);
    }
}
