package io.heliograph.contracts.catalogue;

import io.heliograph.contracts.access.AccessOperations;
import io.heliograph.contracts.deadletters.DeadLetterOperations;
import io.heliograph.contracts.events.EventOperations;
import io.heliograph.contracts.hub.HubOperations;
import io.heliograph.contracts.operations.Operation;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every operation of the hub, gathered from the domains in the order in which documents list them. */
public final class Catalogue {
    private static final List<Class<?>> DOMAINS =
            List.of(EventOperations.class, DeadLetterOperations.class, AccessOperations.class, HubOperations.class);

    public static final List<Operation<?, ?>> ALL = gather();

    private Catalogue() {}

    public static Optional<Operation<?, ?>> find(String name) {
        return ALL.stream()
                .filter(operation ->
                        operation.name().equals(name) || operation.aliases().contains(name))
                .findFirst();
    }

    private static List<Operation<?, ?>> gather() {
        List<Operation<?, ?>> all = new ArrayList<>();
        for (Class<?> domain : DOMAINS) {
            for (Field field : domain.getFields()) {
                if (field.getType() == Operation.class) {
                    all.add(read(field));
                }
            }
        }
        return List.copyOf(all);
    }

    private static Operation<?, ?> read(Field field) {
        try {
            return (Operation<?, ?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(field + " is public", e);
        }
    }
}
