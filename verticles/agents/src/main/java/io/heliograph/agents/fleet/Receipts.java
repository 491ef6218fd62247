package io.heliograph.agents.fleet;

import io.heliograph.contracts.fleet.FleetReceipt;
import io.heliograph.contracts.fleet.FleetReceipt.Receipt;
import io.heliograph.store.agents.AgentRow;
import io.heliograph.store.agents.AgentTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Waits until agents, wherever they run, have done what they were told, and notes when each did. */
final class Receipts {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_EVERY_MS = 100;
    private static final String LATE = "late";

    private final Vertx vertx;
    private final AgentTable table;
    private final LongSupplier nanos;

    Receipts(Vertx vertx, AgentTable table, LongSupplier nanos) {
        this.vertx = vertx;
        this.table = table;
        this.nanos = nanos;
    }

    /**
     * An order under way: since when, which agents of the project it concerns, and what an agent's row says of it: a
     * word once it is done, null until then.
     */
    record Order(
            String project,
            long version,
            long asked,
            Predicate<AgentRow> concerns,
            Function<AgentRow, String> outcome) {}

    Future<FleetReceipt> await(Order order) {
        return table.of(order.project()).compose(rows -> {
            Map<String, Receipt> open = new LinkedHashMap<>();
            rows.stream()
                    .filter(order.concerns())
                    .forEach(row ->
                            open.put(row.key().id(), new Receipt(row.key().id(), LATE, null)));
            return look(order, open, rows);
        });
    }

    private Future<FleetReceipt> look(Order order, Map<String, Receipt> receipts, List<AgentRow> rows) {
        long took = TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - order.asked());
        for (AgentRow row : rows) {
            receipts.computeIfPresent(row.key().id(), (id, receipt) -> {
                String outcome = receipt.tookMs() == null ? order.outcome().apply(row) : null;
                return outcome == null ? receipt : new Receipt(id, outcome, took);
            });
        }
        boolean complete = receipts.values().stream().allMatch(receipt -> receipt.tookMs() != null);
        if (complete || took > PATIENCE.toMillis()) {
            return Future.succeededFuture(
                    new FleetReceipt(order.version(), complete, took, List.copyOf(receipts.values())));
        }
        return vertx.timer(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)
                .compose(passed -> table.of(order.project()))
                .compose(next -> look(order, receipts, next));
    }
}
