package io.heliograph.launcher.commands.bench.query;

import io.heliograph.launcher.commands.client.Answer;
import io.heliograph.launcher.commands.client.HubClient;
import io.heliograph.launcher.commands.client.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Asks all questions in turns over several connections, each of which waits for its answer. */
final class QueryRun {
    private static final byte[] ROW = {'"', 'r', 'e', 'c', 'e', 'i', 'v', 'e', 'd', '_', 'a', 't', '"', ':'};

    private final HubClient hub;
    private final List<Question> questions;
    private final Map<String, Answers> answers = new LinkedHashMap<>();
    private volatile boolean over;

    QueryRun(HubClient hub, List<Question> questions) {
        this.hub = hub;
        this.questions = questions;
        questions.forEach(question -> answers.put(question.kind(), new Answers()));
    }

    /** Ends early when interrupted; what was answered until then stays. */
    void run(int connections, Duration duration, Pace pace) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < connections; number++) {
            int first = number;
            threads.add(new Thread(() -> ask(first), "bench-query-" + number));
        }
        threads.forEach(Thread::start);
        try {
            pace.pause(duration);
        } finally {
            over = true;
            threads.forEach(Thread::interrupt);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    Map<String, Answers> answers() {
        return answers;
    }

    private void ask(int first) {
        Random random = new Random(first);
        for (int turn = first; !over; turn++) {
            Question question = questions.get(turn % questions.size());
            try {
                ask(question, random);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void ask(Question question, Random random) throws InterruptedException {
        Answers of = answers.get(question.kind());
        long start = System.nanoTime();
        try {
            Answer answer = hub.get("/events", question.any(random));
            long took = System.nanoTime() - start;
            if (answer.ok()) {
                of.answered(took, rows(answer.body()), answer.body().length);
            } else {
                String code = answer.problem().code();
                of.failed(answer.status() + (code == null ? "" : " " + code));
            }
        } catch (IOException e) {
            if (!over) {
                of.failed("connection broken");
            }
        }
    }

    private static int rows(byte[] page) {
        int rows = 0;
        for (int at = 0; at + ROW.length <= page.length; at++) {
            rows += page[at] == '"' && stands(page, at) ? 1 : 0;
        }
        return rows;
    }

    private static boolean stands(byte[] page, int at) {
        for (int i = 0; i < ROW.length; i++) {
            if (page[at + i] != ROW[i]) {
                return false;
            }
        }
        return true;
    }
}
