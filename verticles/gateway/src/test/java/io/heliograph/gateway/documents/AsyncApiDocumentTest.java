package io.heliograph.gateway.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.catalogue.Catalogue;
import io.heliograph.contracts.operations.Notification;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Operation.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class AsyncApiDocumentTest {
    private final ObjectNode document = AsyncApiDocument.of("1.2.3");

    @Test
    void whateverASocketHoldsIsSomethingThatIsPushed() {
        List<String> held = Catalogue.ALL.stream()
                .filter(operation -> operation.style() == Style.SOCKET)
                .<String>map(Operation::name)
                .toList();
        List<String> pushing = new ArrayList<>();
        for (Notification<?> notification : Catalogue.NOTIFICATIONS) {
            pushing.add(notification.begin().name());
            pushing.add(notification.end().name());
        }
        assertThat(new TreeSet<>(pushing)).isEqualTo(new TreeSet<>(held));
    }

    @Test
    void everyNotificationIsSentOnTheSocketForCallsAndAtItsPath() {
        for (Notification<?> notification : Catalogue.NOTIFICATIONS) {
            JsonNode pushed = document.at("/channels/rpc/messages").get(notification.name());
            assertThat(pushed.at("/payload/properties/params/properties/result/$ref")
                            .asText())
                    .isEqualTo("#/components/schemas/" + notification.document().getSimpleName());
            assertThat(document.at("/operations")
                            .get(notification.name())
                            .get("action")
                            .asText())
                    .isEqualTo("send");
            if (notification.path() != null) {
                List.of(".socket", ".sse")
                        .forEach(way -> assertThat(document.get("channels")
                                        .get(notification.name() + way)
                                        .get("address")
                                        .asText())
                                .isEqualTo(notification.path()));
            }
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }
}
