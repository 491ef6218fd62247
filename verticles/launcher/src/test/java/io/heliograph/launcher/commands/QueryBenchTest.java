package io.heliograph.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.launcher.commands.bench.BenchCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class QueryBenchTest {
    private final Desk desk = new Desk();
    private ListingHub hub;

    @BeforeEach
    void fill() throws IOException {
        hub = new ListingHub();
        for (int i = 0; i < 5; i++) {
            hub.store("e-" + i, Desk.MORNING.minusSeconds(i), Desk.MORNING, "{}");
        }
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void everyKindOfQuestionIsAskedWithWhatTheHubHolds() {
        desk.duringPauses(pause -> untilAsked(60));

        assertThat(bench("--limit", "7")).isZero();

        assertThat(asked(query -> query.equals(Map.of("limit", "7")))).isTrue();
        assertThat(asked(query -> query.equals(Map.of("limit", "7", "type", "job.done"))))
                .isTrue();
        assertThat(asked(query -> query.equals(Map.of("limit", "7", "source", "s"))))
                .isTrue();
        assertThat(asked(query -> query.containsKey("since") && query.containsKey("until")))
                .isTrue();
        assertThat(asked(query -> query.getOrDefault("cursor", "").equals("4") && query.containsKey("type")))
                .as("deep in the list")
                .isTrue();
        assertThat(desk.out())
                .containsPattern("type, in a window +\\d+ ")
                .containsPattern("source, deep +\\d+ ")
                .contains("errors                   none")
                .as("no event has an agent")
                .doesNotContain("agent");
    }

    @Test
    void programsGetTheSame() throws IOException {
        desk.duringPauses(pause -> untilAsked(60));

        assertThat(bench("--json")).isZero();

        JsonNode type = LedgerHub.JSON.readTree(desk.out()).path("kinds").path("type");
        assertThat(type.path("answers").asInt()).isPositive();
        assertThat(type.path("rows").asInt()).isEqualTo(2);
        assertThat(type.path("p50_ms").asDouble()).isPositive();
    }

    @Test
    void answersThatDoNotComeAreCounted() {
        desk.duringPauses(pause -> {
            hub.away(true);
            untilAsked(60);
        });

        assertThat(bench()).isEqualTo(1);

        assertThat(desk.out()).containsPattern("errors +\\d+ x connection broken");
    }

    @Test
    void ctrlCPrintsWhatWasMeasuredSoFar() {
        desk.duringPauses(pause -> {
            untilAsked(60);
            throw new InterruptedException();
        });

        assertThat(bench()).isEqualTo(130);

        assertThat(desk.out()).contains("asked by", "type, deep");
    }

    @Test
    void aHubWithoutEventsIsSaidInALine() throws IOException {
        try (ListingHub empty = new ListingHub()) {
            assertThat(BenchCommand.with(desk.surroundings()).execute("query", "--url", empty.url()))
                    .isEqualTo(1);
        }
        assertThat(desk.err()).contains("holds no events").hasLineCount(1);
    }

    @Test
    void anExportIsReadToItsEndAndCounted() throws IOException {
        assertThat(bench("--export", "--json")).isZero();

        JsonNode export = LedgerHub.JSON.readTree(desk.out());
        assertThat(export.path("rows").asInt()).isEqualTo(5);
        assertThat(export.path("bytes").asInt()).isGreaterThan(500);
        assertThat(export.path("complete").asBoolean()).isTrue();
    }

    private int bench(String... options) {
        List<String> arguments = new ArrayList<>(List.of("query", "--url", hub.url()));
        arguments.addAll(List.of(options));
        return BenchCommand.with(desk.surroundings()).execute(arguments.toArray(String[]::new));
    }

    private void untilAsked(int questions) {
        int before = hub.queries.size();
        await().until(() -> hub.queries.size() >= before + questions);
    }

    private boolean asked(Predicate<Map<String, String>> like) {
        return hub.queries.stream().anyMatch(like);
    }
}
