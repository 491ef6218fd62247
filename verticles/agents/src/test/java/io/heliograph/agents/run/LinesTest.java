package io.heliograph.agents.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.store.agents.AgentKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesTest {
    private final List<String> seen = new ArrayList<>();

    @Test
    void linesAreTheSameHoweverTheirBytesCome() {
        byte[] text = "one\n\ntwo\nthree".getBytes(StandardCharsets.UTF_8);
        for (int chunk = 1; chunk <= text.length; chunk++) {
            seen.clear();
            Lines lines = Lines.whole(10, this::see);
            feed(lines, text, chunk);
            assertThat(seen).containsExactly("one", "two", "three");
        }
    }

    @Test
    void aLineThatIsTooLongIsLeftOutOrCutAndTheNextOneCounts() {
        byte[] text = "12345\n123456\n12\n".getBytes(StandardCharsets.UTF_8);
        for (int chunk = 1; chunk <= text.length; chunk++) {
            seen.clear();
            Lines whole = Lines.whole(5, this::see);
            feed(whole, text, chunk);
            assertThat(seen).containsExactly("12345", "12");
            assertThat(whole.tooLong()).isOne();

            seen.clear();
            Lines cut = Lines.cut(5, this::see);
            feed(cut, text, chunk);
            assertThat(seen).containsExactly("12345", "12345", "12");
            assertThat(cut.tooLong()).isOne();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"a\"} | {\"agent_id\":\"x\\\"y\",\"type\":\"a\"}",
                "'  {  }' | '  {\"agent_id\":\"x\\\"y\"  }'",
                "{\"payload\":{\"agent_id\":1}} | {\"agent_id\":\"x\\\"y\",\"payload\":{\"agent_id\":1}}",
                "{\"type\":\"a\",\"agent_id\":\"z\"} | {\"type\":\"a\",\"agent_id\":\"z\"}",
                "{\"type\":\"a\", | {\"type\":\"a\",",
                "[1] | [1]",
                "what? | what?"
            })
    void aLineThatNamesNoAgentIsAboutTheOneWhoWroteIt(String line, String stamped) {
        byte[] on = new Stamp("x\"y").on(line.getBytes(StandardCharsets.UTF_8));
        assertThat(new String(on, StandardCharsets.UTF_8)).isEqualTo(stamped);
    }

    @Test
    void whatGoesToTheLogIsShortAndPlain() {
        assertThat(LogLines.plain("a\u001b[31mb\r\u202ec")).isEqualTo("a?[31mb??c");
        assertThat(LogLines.plain("x".repeat(5_000))).hasSize(LogLines.LONGEST + 1);
    }

    @Test
    void anAgentThatTalksTooMuchIsCutOffForAWhile() {
        AtomicLong now = new AtomicLong();
        LogLines log = new LogLines(new AgentKey("default", "talker"), now::get);
        for (int i = 0; i < 250; i++) {
            log.say("line");
        }
        assertThat(log.leftOut()).isEqualTo(150);
        now.addAndGet(11_000_000_000L);
        log.say("line");
        assertThat(log.leftOut()).isZero();
    }

    private static void feed(Lines lines, byte[] text, int chunk) {
        for (int from = 0; from < text.length; from += chunk) {
            byte[] part = Arrays.copyOfRange(text, from, Math.min(text.length, from + chunk));
            lines.feed(part, part.length);
        }
        lines.finish();
    }

    private void see(byte[] line) {
        seen.add(new String(line, StandardCharsets.UTF_8));
    }
}
