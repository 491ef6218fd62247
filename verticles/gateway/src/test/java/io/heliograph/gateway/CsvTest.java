package io.heliograph.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.json.RawJson;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠1"})
    void whatASpreadsheetWouldRunIsText(String text) {
        assertThat(source(text)).isEqualTo("\"'" + text + "\"");
    }

    @Test
    void aFormulaThatTriesToLeaveItsCellStaysInIt() {
        assertThat(source("=\",=1\r\n=2")).isEqualTo("\"'=\"\",=1\r\n=2\"");
    }

    @Test
    void whatWouldEndACellIsQuoted() {
        assertThat(source("a,b")).isEqualTo("\"a,b\"");
        assertThat(source("a\"b")).isEqualTo("\"a\"\"b\"");
        assertThat(source("a\nb")).isEqualTo("\"a\nb\"");
        assertThat(source("a\rb")).isEqualTo("\"a\rb\"");
    }

    @Test
    void plainTextIsAsItIs() {
        assertThat(source("a=b")).isEqualTo("a=b");
        assertThat(source("żółć 漢字")).isEqualTo("żółć 漢字");
        assertThat(source(null)).isEmpty();
    }

    private static String source(String text) {
        Event event = new Event("id", NOON, NOON, "t", text, "end", "p", new RawJson("{}"));
        String row = new Csv().write(List.of(event)).toString();
        String before = "id,2026-01-31T12:00:00Z,2026-01-31T12:00:00Z,t,";
        String after = ",end,p,{}\r\n";
        assertThat(row).startsWith(before).endsWith(after);
        return row.substring(before.length(), row.length() - after.length());
    }
}
