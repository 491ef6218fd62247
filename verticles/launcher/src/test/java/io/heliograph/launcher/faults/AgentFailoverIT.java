package io.heliograph.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.launcher.system.Hubs;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import io.heliograph.testkit.faults.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G1, G2: the node that runs an agent is killed, or stands still; another runs it soon, and never do both. */
@Tag("fault")
class AgentFailoverIT {
    private static final int KILLS = Rounds.of("agents-killed", 1, 20);
    private static final int FREEZES = Rounds.of("agents-frozen", 1, 10);
    private static final Duration PROMISED = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Says who it is and when, again and again. */
    private static final String BEAT = "while :; do echo \"$$ $(date +%s%N)\" >> beats; sleep 0.02; done";

    private static final String BOOK = "agents: {beating: {kind: process, command: [sh, beat.sh], autostart: true}}";

    private static final Pattern WHOLE = Pattern.compile("\\d+ \\d{19}");

    @TempDir
    Path directory;

    private Path beats;

    @Test
    void anotherNodeRunsItSoonAndNeverDoBoth() throws IOException {
        beats = directory.resolve("beats");
        Files.writeString(Files.createDirectories(directory.resolve("conf")).resolve("agents.yaml"), BOOK);
        Files.writeString(directory.resolve("beat.sh"), BEAT);
        HubProcess owner = node();
        HubProcess other = null;
        List<Duration> killed = new ArrayList<>();
        List<Duration> frozen = new ArrayList<>();
        try {
            await().atMost(PATIENCE).until(() -> Files.exists(beats));
            for (int kill = 0; kill < KILLS; kill++) {
                other = node();
                long last = lastPid();
                long at = now();
                owner.kill();
                killed.add(awaitAnother(last, at));
                owner = other;
            }
            other = node();
            for (int freeze = 0; freeze < FREEZES; freeze++) {
                long last = lastPid();
                long at = now();
                Signals.freeze(owner.handle());
                frozen.add(awaitAnother(last, at));
                Signals.thaw(owner.handle());
                HubProcess thawed = owner;
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(thawed.text()).contains("beating is ended: its lease "));
                owner = other;
                other = thawed;
                awaitUse(owner);
            }
            assertThat(killed).allMatch(time -> time.compareTo(PROMISED) < 0);
            assertThat(frozen).allMatch(time -> time.compareTo(PROMISED) < 0);
            neverDidTwoBeat();
            Outcome.of("G1, G2", "%d kills: %s; %d freezes: %s", KILLS, killed, FREEZES, frozen);
        } finally {
            owner.close();
            if (other != null) {
                other.close();
            }
        }
    }

    private HubProcess node() {
        return Hubs.run(directory, "--cluster", "--set", "cluster.name=" + directory.getFileName())
                .awaitUp();
    }

    private static void awaitUse(HubProcess owner) {
        Http http = new Http(owner.url());
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(http.get("/agents/status").body()).contains("\"status\":\"running\""));
    }

    private Duration awaitAnother(long pid, long since) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> lastPid() != pid);
        long fresh = lastPid();
        long first =
                beats().stream().filter(beat -> beat[0] == fresh).findFirst().orElseThrow()[1];
        return Duration.ofMillis((first - since) / 1_000_000);
    }

    /** Each process beats within a stretch of time of its own. */
    private void neverDidTwoBeat() {
        Map<Long, long[]> stretches = new LinkedHashMap<>();
        beats().forEach(beat -> stretches.merge(beat[0], new long[] {beat[1], beat[1]}, (stretch, next) ->
                new long[] {Math.min(stretch[0], next[0]), Math.max(stretch[1], next[1])}));
        assertThat(stretches).hasSizeGreaterThan(KILLS + FREEZES);
        long end = 0;
        for (long[] stretch : stretches.values()) {
            assertThat(stretch[0]).as("begins after the one before has ended").isGreaterThan(end);
            end = stretch[1];
        }
    }

    private long lastPid() {
        List<long[]> all = beats();
        return all.get(all.size() - 1)[0];
    }

    /** Process and nanoseconds of each whole line. */
    private List<long[]> beats() {
        try {
            return Files.readString(beats)
                    .lines()
                    .filter(line -> WHOLE.matcher(line).matches())
                    .map(line -> line.split(" "))
                    .map(words -> new long[] {Long.parseLong(words[0]), Long.parseLong(words[1])})
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long now() {
        return System.currentTimeMillis() * 1_000_000;
    }
}
