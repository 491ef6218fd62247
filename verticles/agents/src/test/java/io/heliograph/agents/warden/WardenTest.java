package io.heliograph.agents.warden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The warden as the process that it is. */
class WardenTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LONG = "600000";

    private final List<Process> started = new ArrayList<>();
    private Writer orders;
    private BufferedReader answers;

    @AfterEach
    void killAll() {
        started.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void whoIsNotHeldIsKilledWithItsChildrenAndWhoIsHeldLives() throws IOException {
        Process warden = warden("700", LONG);
        Process held = run("exec sleep 600");
        Process dropped = run("sleep 600 & wait");
        await().atMost(PATIENCE).until(() -> dropped.descendants().count() == 1);
        ProcessHandle child = dropped.descendants().findFirst().orElseThrow();
        order("mark 1", "marked 1");
        order("watch " + held.pid() + " 1", "watching " + held.pid());
        order("watch " + dropped.pid() + " 1", "watching " + dropped.pid());
        int mark = 1;
        while (dropped.isAlive() || child.isAlive()) {
            mark++;
            order("mark " + mark, "marked " + mark);
            tell("hold " + mark + " " + held.pid());
        }
        assertThat(held.isAlive()).isTrue();
        assertThat(warden.isAlive()).isTrue();
    }

    @Test
    void aMarkThatIsNotKnownLetsNobodyLive() throws IOException {
        warden(LONG, LONG);
        Process process = run("exec sleep 600");
        order("watch " + process.pid() + " 99", "watching " + process.pid());
        await().atMost(PATIENCE).until(() -> !process.isAlive());
    }

    @Test
    void whenTheHubIsGoneAllAreAskedToEndAndKilledIfTheyDoNot() throws Exception {
        Process warden = warden(LONG, "500");
        Process polite = run("trap 'exit 7' TERM; while :; do sleep 0.05; done");
        Process deaf = run("trap '' TERM; while :; do sleep 0.05; done");
        Process forgotten = run("exec sleep 600");
        order("mark 1", "marked 1");
        for (Process process : List.of(polite, deaf, forgotten)) {
            order("watch " + process.pid() + " 1", "watching " + process.pid());
        }
        tell("forget " + forgotten.pid());

        orders.close();

        assertThat(polite.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(polite.exitValue()).isIn(7, 128 + 15);
        assertThat(deaf.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(deaf.exitValue()).isEqualTo(128 + 9);
        assertThat(warden.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(warden.exitValue()).isZero();
        assertThat(forgotten.isAlive()).isTrue();
    }

    private Process warden(String hold, String grace) throws IOException {
        Process warden = start(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of("target", "classes").toString(),
                Warden.class.getName(),
                hold,
                grace);
        orders = warden.outputWriter();
        answers = warden.inputReader();
        return warden;
    }

    private Process run(String script) throws IOException {
        return start("sh", "-c", script);
    }

    private Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(process);
        return process;
    }

    private void order(String order, String answer) throws IOException {
        tell(order);
        assertThat(answers.readLine()).isEqualTo(answer);
    }

    private void tell(String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
    }
}
