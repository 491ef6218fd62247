package io.heliograph.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.flow.Balance.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BalanceTest {
    private static final int ROUNDS = 20_000;

    private final Balance balance = new Balance();

    @Test
    void whateverTheNumberOfProjectsTheFiguresAreBoundedAndTheSumsExact() {
        int projects = 100_000;
        Balance balance = new Balance(50);
        for (int i = 0; i < projects; i++) {
            balance.answered("project-" + i, 2, 1, 0);
        }
        for (int i = 0; i < projects; i++) {
            balance.settled("project-" + i, 1, 1);
        }
        Map<String, Figures> figures = balance.snapshot();
        assertThat(figures).hasSize(51).containsKey(Balance.OTHERS).containsKey("project-0");
        assertThat(figures.get("project-49")).isEqualTo(new Figures(3, 2, 1, 0, 0, 1, 1, 0, 0));
        int others = projects - 50;
        assertThat(figures.get(Balance.OTHERS))
                .isEqualTo(new Figures(3 * others, 2 * others, others, 0, 0, others, others, 0, 0));
    }

    @Test
    void everyEventIsCountedWhereItIs() {
        balance.recovered("a", 5);
        balance.answered("a", 10, 2, 3);
        balance.settled("a", 6, 1);
        balance.setAside("a", 1);
        balance.answered("b", 1, 0, 0);
        assertThat(balance.snapshot())
                .containsOnlyKeys("a", "b")
                .containsEntry("a", new Figures(15, 15, 2, 3, 5, 6, 1, 1, 7));
        balance.snapshot().values().forEach(BalanceTest::balances);
    }

    @Test
    void itBalancesAtEveryMomentHoweverManyWriteAtOnce() throws Exception {
        ExecutorService doors = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int door = 0; door < 3; door++) {
                long seed = door;
                writers.add(doors.submit(() -> write(new Random(seed))));
            }
            while (writers.stream().anyMatch(writer -> !writer.isDone())) {
                balance.snapshot().values().forEach(BalanceTest::balances);
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            doors.shutdown();
            assertThat(doors.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
        Figures end = balance.snapshot().get("project");
        balances(end);
        assertThat(end.pending()).isZero();
        assertThat(end.recovered()).isEqualTo(3 * ROUNDS);
        assertThat(end.setAside()).isEqualTo(3 * ROUNDS);
    }

    private void write(Random random) {
        for (int i = 0; i < ROUNDS; i++) {
            int accepted = random.nextInt(100);
            int duplicates = random.nextInt(accepted + 1);
            balance.answered("project", accepted, random.nextInt(3), random.nextInt(3));
            balance.recovered("project", 1);
            balance.settled("project", accepted - duplicates, duplicates);
            balance.setAside("project", 1);
        }
    }

    private static void balances(Figures figures) {
        long taken = figures.accepted() - figures.recovered();
        assertThat(figures.received()).isEqualTo(taken + figures.rejected() + figures.repeated());
        assertThat(figures.accepted())
                .isEqualTo(figures.stored() + figures.duplicates() + figures.setAside() + figures.pending());
    }
}
