package io.heliograph.gateway;

import io.heliograph.contracts.events.IngestReceipt;
import io.heliograph.intake.EventBatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the doors took and refused, by project: received = accepted + rejected + duplicates known at the door. */
public final class IngestCounters {
    private record OfProject(Counter received, Counter accepted, Counter rejected, Counter duplicates) {}

    private final MeterRegistry registry;
    private final Map<String, OfProject> projects = new ConcurrentHashMap<>();

    public IngestCounters(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(EventBatch batch) {
        IngestReceipt receipt = batch.receipt();
        OfProject counters = projects.computeIfAbsent(batch.project(), this::register);
        counters.accepted.increment(receipt.accepted());
        counters.rejected.increment(receipt.rejected().size());
        counters.duplicates.increment(receipt.duplicates());
        counters.received.increment(batch.received());
    }

    private OfProject register(String project) {
        return new OfProject(
                counter(project, "received", "Events that reached a door"),
                counter(project, "accepted", "Events that became durable in this node's journal"),
                counter(project, "rejected", "Events that were not acceptable"),
                registry.counter("heliograph.events.duplicates", "project", project, "at", "door"));
    }

    private Counter counter(String project, String what, String description) {
        return Counter.builder("heliograph.events." + what)
                .description(description)
                .tag("project", project)
                .register(registry);
    }
}
