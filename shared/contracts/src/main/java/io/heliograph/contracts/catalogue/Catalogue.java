package io.heliograph.contracts.catalogue;

import io.heliograph.contracts.access.AccessOperations;
import io.heliograph.contracts.acp.AcpNodeOperations;
import io.heliograph.contracts.acp.AcpOperations;
import io.heliograph.contracts.acp.RegistryOperations;
import io.heliograph.contracts.agents.AgentOperations;
import io.heliograph.contracts.audit.AuditOperations;
import io.heliograph.contracts.deadletters.DeadLetterOperations;
import io.heliograph.contracts.events.EventOperations;
import io.heliograph.contracts.exporters.ExporterNodeOperations;
import io.heliograph.contracts.exporters.ExporterOperations;
import io.heliograph.contracts.fleet.FleetOperations;
import io.heliograph.contracts.hub.HubOperations;
import io.heliograph.contracts.live.FeedOperations;
import io.heliograph.contracts.live.LiveOperations;
import io.heliograph.contracts.maintenance.MaintenanceOperations;
import io.heliograph.contracts.metrics.MetricOperations;
import io.heliograph.contracts.metrics.WindowOperations;
import io.heliograph.contracts.operations.Notification;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.status.StatusOperations;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every operation of the hub, gathered from the domains in the order in which documents list them. */
public final class Catalogue {
    /**
     * The version of all that stands here. The second number grows with what is added; the first one only with what makes
     * callers change, and both with a line in CHANGELOG.md.
     */
    public static final String PROTOCOL = "1.0";

    private static final List<Class<?>> DOMAINS = List.of(
            EventOperations.class,
            LiveOperations.class,
            MetricOperations.class,
            DeadLetterOperations.class,
            AcpOperations.class,
            RegistryOperations.class,
            AuditOperations.class,
            AccessOperations.class,
            AgentOperations.class,
            FleetOperations.class,
            StatusOperations.class,
            MaintenanceOperations.class,
            ExporterOperations.class,
            HubOperations.class);

    public static final List<Operation<?, ?>> ALL = gather(Operation.class).stream()
            .<Operation<?, ?>>map(found -> (Operation<?, ?>) found)
            .toList();

    /** Every kind of document that is pushed. */
    public static final List<Notification<?>> NOTIFICATIONS = gather(Notification.class).stream()
            .<Notification<?>>map(found -> (Notification<?>) found)
            .toList();

    /** What nodes ask of each other and no door offers. */
    public static final List<Operation<?, ?>> BETWEEN_NODES = List.of(
            FeedOperations.READ,
            WindowOperations.READ,
            ExporterNodeOperations.READ,
            AcpNodeOperations.WAKE,
            AcpNodeOperations.DISPLACE,
            AcpNodeOperations.CONNECTED,
            AcpNodeOperations.UNHEARD);

    private static final Map<String, Operation<?, ?>> BY_NAME = byName();

    private Catalogue() {}

    public static Optional<Operation<?, ?>> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static Map<String, Operation<?, ?>> byName() {
        Map<String, Operation<?, ?>> byName = new HashMap<>();
        for (Operation<?, ?> operation : ALL) {
            byName.put(operation.name(), operation);
            operation.aliases().forEach(alias -> byName.put(alias, operation));
        }
        return Map.copyOf(byName);
    }

    private static <T> List<T> gather(Class<T> kind) {
        List<T> all = new ArrayList<>();
        for (Class<?> domain : DOMAINS) {
            for (Field field : domain.getFields()) {
                if (field.getType() == kind) {
                    all.add(kind.cast(read(field)));
                }
            }
        }
        return List.copyOf(all);
    }

    private static Object read(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(field + " is public", e);
        }
    }
}
