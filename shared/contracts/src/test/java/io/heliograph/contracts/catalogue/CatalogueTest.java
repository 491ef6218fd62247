package io.heliograph.contracts.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Operation.Style;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class CatalogueTest {
    private static final List<Operation<?, ?>> OPERATIONS = Catalogue.ALL;

    /** What is posted and not kept in the audit trail, and why. */
    private static final Map<String, String> NOT_AUDITED = Map.of(
            "events.ingest", "events are data, which the balance counts",
            "acp.send", "messages are data",
            "acp.request", "messages are data",
            "acp.ack", "what becomes of a message is told by receipts",
            "agents.heartbeat", "signs of life come all the time");

    @Test
    void noNameOrAliasStandsForTwoOperations() {
        assertThat(OPERATIONS.stream().flatMap(each -> Stream.concat(Stream.of(each.name()), each.aliases().stream())))
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @Test
    void noPathLeadsToTwoOperations() {
        assertThat(OPERATIONS.stream()
                        .flatMap(each -> each.rest().stream())
                        .map(rest -> rest.method() + " " + rest.path().replaceAll("\\{\\w+}", "{}")))
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("OPERATIONS")
    void everyOperationIsFoundByItsNames(Operation<?, ?> operation) {
        assertThat(operation.name()).matches("[a-z]+\\.[a-z-]+");
        assertThat(Catalogue.find(operation.name())).contains(operation);
        assertThat(operation.aliases())
                .allSatisfy(alias -> assertThat(Catalogue.find(alias)).contains(operation));
    }

    @ParameterizedTest
    @FieldSource("OPERATIONS")
    void everyOperationSaysWhatItDoesInOneSentence(Operation<?, ?> operation) {
        assertThat(operation.summary()).endsWith(".").doesNotContain("\n");
        assertThat(operation.scope()).isNotNull();
        assertThat(operation.patience()).isPositive();
    }

    @ParameterizedTest
    @FieldSource("OPERATIONS")
    void everyComponentOfInputAndOutputIsExplained(Operation<?, ?> operation) {
        List<RecordComponent> components = new ArrayList<>();
        gather(operation.input(), components);
        gather(operation.output(), components);
        assertThat(components)
                .allSatisfy(component -> assertThat(component.getAnnotation(Doc.class))
                        .as("%s.%s", component.getDeclaringRecord().getSimpleName(), component.getName())
                        .isNotNull());
    }

    @Test
    void anAliasFindsItsOperationAndLeavesTheRestOfItAlone() {
        Operation<?, ?> plain = OPERATIONS.get(0);
        Operation<?, ?> known = plain.alias("old_name").alias("older_name");
        assertThat(known.aliases()).endsWith("old_name", "older_name");
        assertThat(known.rest()).isEqualTo(plain.rest());
        assertThat(known.style()).isEqualTo(Style.INGEST);
        assertThat(known.address()).isEqualTo("op." + plain.name());
        assertThat(plain.aliases()).doesNotContain("old_name");
    }

    @Test
    void whatIsNotInTheCatalogueIsNotFound() {
        assertThat(Catalogue.find("events.none")).isEmpty();
    }

    @Test
    void whatChangesSomethingIsAuditedOrSaysWhyNot() {
        List<String> silent = OPERATIONS.stream()
                .filter(each ->
                        each.rest().stream().anyMatch(rest -> !rest.method().equals("GET")))
                .filter(each -> !each.changing())
                .map(Operation::name)
                .toList();
        assertThat(silent).containsExactlyInAnyOrderElementsOf(NOT_AUDITED.keySet());
    }

    private static void gather(Class<?> type, List<RecordComponent> components) {
        for (RecordComponent component : type.getRecordComponents()) {
            components.add(component);
            for (Class<?> part : parts(component.getGenericType())) {
                // A raw document is one value to callers, whatever the record holds.
                if (part.isRecord() && !part.getSimpleName().equals("RawJson")) {
                    gather(part, components);
                }
            }
        }
    }

    private static List<Class<?>> parts(Type type) {
        if (type instanceof ParameterizedType generic) {
            return Stream.of(generic.getActualTypeArguments())
                    .flatMap(each -> parts(each).stream())
                    .toList();
        }
        return type instanceof Class<?> plain ? List.of(plain) : List.of();
    }
}
