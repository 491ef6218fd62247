package io.heliograph.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.json.RawJson;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    /** Each way to begin a formula with each thing to do; what stands before some is taken away by some program. */
    static Stream<String> formulas() {
        List<String> beginnings =
                List.of("=", "+", "-", "@", "\t=", "\r=", "\n=", "\r\n=", "＝", "＋", "－", "＠", " =", "\"=", "\uFEFF=");
        List<String> deeds =
                List.of("1+1", "cmd|' /C calc'!A0", "HYPERLINK(\"http://evil.example\",\"x\")", "SUM(A1:A9)*1");
        return beginnings.stream().flatMap(begin -> deeds.stream().map(deed -> begin + deed));
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void whatASpreadsheetWouldRunIsText(String text) {
        assertThat(source(text)).isEqualTo("\"'" + text.replace("\"", "\"\"") + "\"");
    }

    @Test
    void thereAreSixtyOfThem() {
        assertThat(formulas().distinct()).hasSize(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-12.5", "-0", "-0.001", "-9223372036854775808"})
    void negativeNumbersStayNumbers(String number) {
        assertThat(source(number)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "-.", "-1.", "-.5", "-1.2.3", "-1-1", "-1e5", "--1", "+1", "-0x1", "-１"})
    void whatIsNearlyANumberIsNone(String text) {
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
        assertThat(source(" ")).isEqualTo(" ");
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
