package io.heliograph.agents.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.agents.config.AgentSpec.Profile;
import io.heliograph.store.agents.AgentKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentBookTest {
    private static final Path SHIPPED = Path.of("..", "..", "conf", "agents.yaml");

    private final List<String> problems = new ArrayList<>();

    @Test
    void aFileSaysWhatMayRun() {
        AgentBook book = parse("""
                agents:
                  gpu-reader:
                    kind: process
                    project: lab
                    command: [python3, read.py, --every, 5]
                    directory: /opt
                    environment: {CARD: 0}
                    autostart: true
                    start_on_message: true
                  somebody: {kind: simulator, profile: gpu, interval: 250ms}
                """);
        assertThat(problems).isEmpty();
        assertThat(book.find(new AgentKey("lab", "gpu-reader")))
                .isEqualTo(new AgentSpec.Process(
                        new AgentKey("lab", "gpu-reader"),
                        true,
                        true,
                        List.of("python3", "read.py", "--every", "5"),
                        Path.of("/opt"),
                        Map.of("CARD", "0")));
        assertThat(book.find(new AgentKey("default", "somebody")))
                .isEqualTo(new AgentSpec.Simulator(
                        new AgentKey("default", "somebody"), false, Profile.GPU, Duration.ofMillis(250)));
        assertThat(book.find(new AgentKey("default", "gpu-reader"))).isNull();
    }

    @Test
    void theFileThatIsShippedIsGood() {
        assertThat(AgentBook.read(SHIPPED, problems::add).all()).hasSize(2);
        assertThat(problems).isEmpty();
    }

    @Test
    void allThatIsWrongIsNamedAtOnceByAgent() {
        parse("""
                agents:
                  a: {kind: proces}
                  b: {kind: process, command: date}
                  c: {kind: process, command: [date], enviroment: {A: b}}
                  d: {kind: simulator, profile: cat, interval: 1ms, autostart: perhaps}
                """);
        assertThat(problems)
                .containsExactly(
                        "a: kind is process or simulator",
                        "b: command is a list of the program and its arguments, such as [/usr/bin/python3, reader.py]",
                        "c: no such member 'enviroment'; did you mean environment?",
                        "d: autostart takes true or false",
                        "d: profile is heart or gpu",
                        "d: interval is 100ms or longer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'[1, 2]' | holds 'agents'",
                "'agents: 3' | holds 'agents'",
                "'{agents: {}, more: 1}' | holds 'agents'",
                "'agents: {a: {kind: simulator}, a: {kind: simulator}}' | is not valid YAML",
                "'agents: {a: [' | is not valid YAML",
                "'agents: {a: {kind: simulator, project: ../x}}' | a: project takes"
            })
    void whatIsNoSuchFileIsRefused(String text, String problem) {
        parse(text);
        assertThat(problems).hasSize(1).first().asString().startsWith(problem);
    }

    @Test
    void onlyTheUsualFileMayBeMissing() {
        assertThat(AgentBook.read(Path.of("conf", "agents.yaml"), problems::add).all())
                .isEmpty();
        assertThat(problems).isEmpty();
        assertThat(Files.exists(Path.of("other.yaml"))).isFalse();
        AgentBook.read(Path.of("other.yaml"), problems::add);
        assertThat(problems).containsExactly("other.yaml cannot be read: check that it exists and may be read");
    }

    private AgentBook parse(String yaml) {
        return AgentBook.parse(yaml, problems::add);
    }
}
