package io.heliograph.bench;

import io.heliograph.bench.UnnestReference.Taken;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Measures the hub and what it is compared with in one run, in turns, so that whatever else the machine does meets both.
 * The figures are medians.
 */
public final class Compare {
    private static final int ROWS = 1_000_000;
    private static final int ROWS_IN_A_STATEMENT = 4_000;

    private final Path jar;
    private final String reference;
    private final String hub;
    private final int rounds;

    private Compare(Path jar, String reference, String hub, int rounds) {
        this.jar = jar;
        this.reference = reference;
        this.hub = hub;
        this.rounds = rounds;
    }

    /** Arguments: heliograph.jar, url of the reference, url of the hub, its database url, events/s to sustain, rounds. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Compare compare =
                new Compare(Path.of(arguments[0]), arguments[1], arguments[2], Integer.parseInt(arguments[5]));
        compare.burst("burst", "--connections", "16", "--batch", "100", "--duration", "15s", "--warm-up", "3s");
        compare.burst("singles", "--connections", "64", "--batch", "1", "--duration", "15s", "--warm-up", "3s");
        compare.sustained(arguments[3], arguments[4]);
        System.exit(0);
    }

    private void burst(String name, String... load) throws IOException, InterruptedException {
        List<JsonObject> ofReference = new ArrayList<>();
        List<JsonObject> ofHub = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ofReference.add(bench(reference, load));
            ofHub.add(bench(hub, load));
        }
        head(name + " " + String.join(" ", load));
        line("accepted/s", ofReference, ofHub, run -> run.getDouble("accepted_per_second"));
        line("CPU s per million", ofReference, ofHub, run -> perMillion(run, "hub"));
        line("p50 ms", ofReference, ofHub, run -> latency(run, "p50"));
        line("p99 ms", ofReference, ofHub, run -> latency(run, "p99"));
        line("driver CPU s per million", ofReference, ofHub, run -> perMillion(run, "driver"));
    }

    /** The reference is PostgreSQL alone, with the same table. */
    private void sustained(String database, String rate) throws IOException, InterruptedException {
        List<Taken> bare = new ArrayList<>();
        List<JsonObject> ofHub = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            bare.add(UnnestReference.run(database, true, ROWS, ROWS_IN_A_STATEMENT)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join());
            ofHub.add(bench(hub, "--rate", rate, "--duration", "60s", "--warm-up", "5s"));
        }
        head("sustained --rate " + rate + " --duration 60s; the reference is the bare unnest");
        print(
                "stored/s",
                median(bare, Taken::rowsPerSecond),
                median(ofHub, run -> stored(run, "while_sending_per_second")));
        print(
                "PostgreSQL CPU s per million",
                median(bare, Taken::cpuSecondsPerMillion),
                median(ofHub, run -> perMillion(run, "postgresql")));
        print("JVM CPU s per million", Double.NaN, median(ofHub, run -> perMillion(run, "hub")));
        print("p99 ms", Double.NaN, median(ofHub, run -> latency(run, "p99")));
        print("waiting at the end", Double.NaN, median(ofHub, run -> stored(run, "pending_at_end")));
        print("waiting at most", Double.NaN, median(ofHub, run -> stored(run, "pending_most")));
    }

    private JsonObject bench(String url, String... load) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString()));
        command.addAll(List.of("bench", "ingest", "--json", "--url", url));
        command.addAll(Arrays.asList(load));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        if (line.isBlank()) {
            throw new IOException("the driver ended with " + exit + " and measured nothing");
        }
        System.err.println(line.strip());
        return new JsonObject(line);
    }

    private static void head(String what) {
        System.out.printf("%n%s%n%-30s %14s %14s %8s%n", what, "", "reference", "hub", "ratio");
    }

    private static void line(
            String what, List<JsonObject> ofReference, List<JsonObject> ofHub, ToDoubleFunction<JsonObject> figure) {
        print(what, median(ofReference, figure), median(ofHub, figure));
    }

    private static void print(String what, double ofReference, double ofHub) {
        System.out.printf(Locale.ROOT, "%-30s %,14.2f %,14.2f %8.2f%n", what, ofReference, ofHub, ofHub / ofReference);
    }

    private static <T> double median(List<T> runs, ToDoubleFunction<T> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double latency(JsonObject run, String percentile) {
        return run.getJsonObject("latency_ms").getDouble(percentile);
    }

    private static double stored(JsonObject run, String figure) {
        return run.getJsonObject("stored").getDouble(figure);
    }

    /** Not a number when whoever it is could not be found. */
    private static double perMillion(JsonObject run, String who) {
        Double seconds = run.getJsonObject("cpu_seconds_per_million").getDouble(who);
        return seconds == null ? Double.NaN : seconds;
    }
}
