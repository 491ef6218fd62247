package io.heliograph.contracts.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> KNOWN = List.of("agent_id", "limit", "page", "page_size", "since", "until");

    @ParameterizedTest
    @CsvSource({
        "agentid, agent_id",
        "limt, limit",
        "Limit, limit",
        "pages, page",
        "pagesize, page_size",
        "sicne, since",
        "page, page"
    })
    void aTypingErrorLeadsToTheWordThatWasMeant(String typed, String meant) {
        assertThat(Nearest.to(typed, KNOWN)).contains(meant);
    }

    @Test
    void aWordThatIsNearToNoneLeadsNowhere() {
        assertThat(Nearest.to("colour", KNOWN)).isEmpty();
        assertThat(Nearest.to("limit", List.of())).isEmpty();
    }
}
