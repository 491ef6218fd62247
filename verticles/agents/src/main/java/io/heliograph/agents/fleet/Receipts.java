package io.heliograph.agents.fleet;

import io.heliograph.contracts.fleet.FleetReceipt;
import io.heliograph.contracts.fleet.FleetReceipt.Receipt;
import io.heliograph.store.agents.AgentRow;
import io.heliograph.store.agents.AgentTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Waits until agents, wherever they run or are connected, have done what they were told, and notes when each did. Those that
 * the hub runs say so in their rows; those that are connected acknowledge a message.
 */
final class Receipts {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_EVERY_MS = 100;
    private static final String LATE = "late";
    private static final String TOLD = "told";

    private final Vertx vertx;
    private final AgentTable table;
    private final Herald herald;
    private final LongSupplier nanos;

    Receipts(Vertx vertx, AgentTable table, Herald herald, LongSupplier nanos) {
        this.vertx = vertx;
        this.table = table;
        this.herald = herald;
        this.nanos = nanos;
    }

    /**
     * An order under way: since when, which agents of the project it concerns, and what an agent's row says of it: a
     * word once it is done, null until then; and whose names, of those that are connected, it is for.
     */
    record Order(
            String project,
            long version,
            long asked,
            Predicate<AgentRow> concerns,
            Function<AgentRow, String> outcome,
            Predicate<String> connected) {}

    Future<FleetReceipt> await(Order order) {
        Map<String, Receipt> open = new LinkedHashMap<>();
        return table.of(order.project()).compose(rows -> {
            rows.stream().filter(order.concerns()).map(row -> row.key().id()).forEach(id -> open.put(id, late(id)));
            return herald.connected(order.project()).compose(connected -> {
                Set<String> told = new HashSet<>(connected);
                told.removeIf(id -> open.containsKey(id) || !order.connected().test(id));
                connected.stream().filter(told::contains).forEach(id -> open.put(id, late(id)));
                return look(order, open, told, rows);
            });
        });
    }

    private Future<FleetReceipt> look(
            Order order, Map<String, Receipt> receipts, Set<String> told, List<AgentRow> rows) {
        return herald.unheard(order.project(), order.version(), told).compose(silent -> {
            long took = TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - order.asked());
            for (AgentRow row : rows) {
                String id = row.key().id();
                note(receipts, id, told.contains(id) ? null : order.outcome().apply(row), took);
            }
            told.stream().filter(id -> !silent.contains(id)).forEach(id -> note(receipts, id, TOLD, took));
            boolean complete = receipts.values().stream().allMatch(receipt -> receipt.tookMs() != null);
            if (complete || took > PATIENCE.toMillis()) {
                return Future.succeededFuture(
                        new FleetReceipt(order.version(), complete, took, List.copyOf(receipts.values())));
            }
            return vertx.timer(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)
                    .compose(passed -> table.of(order.project()))
                    .compose(next -> look(order, receipts, silent, next));
        });
    }

    private static Receipt late(String id) {
        return new Receipt(id, LATE, null);
    }

    private static void note(Map<String, Receipt> receipts, String id, String outcome, long took) {
        receipts.computeIfPresent(
                id,
                (known, receipt) ->
                        outcome == null || receipt.tookMs() != null ? receipt : new Receipt(id, outcome, took));
    }
}
