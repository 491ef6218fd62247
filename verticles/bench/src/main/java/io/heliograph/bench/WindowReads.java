package io.heliograph.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Locale;

/**
 * What it costs a hub to answer for its windows, however many events they hold: {@code WindowReads <pid> <hub url> <reads>}, after
 * {@code heliograph bench ingest} has sent some.
 */
public final class WindowReads {
    private static final int WARM_UP = 300;
    private static final int[] WINDOWS = {60, 3_600};

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String pid;
    private final String hub;

    private WindowReads(String pid, String hub) {
        this.pid = pid;
        this.hub = hub;
    }

    public static void main(String[] args) throws Exception {
        WindowReads reads = new WindowReads(args[0], args[1]);
        for (int seconds : WINDOWS) {
            System.out.println(reads.run(seconds, Integer.parseInt(args[2])));
        }
    }

    private String run(int seconds, int reads) throws Exception {
        URI window = URI.create(hub + "/metrics/latest?window_seconds=" + seconds);
        long events = 0;
        for (int i = 0; i < WARM_UP; i++) {
            events = events(window);
        }
        double idle = idle(reads);
        double[] millis = new double[reads];
        double before = Processes.cpuSeconds(pid);
        for (int i = 0; i < reads; i++) {
            long began = System.nanoTime();
            events(window);
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        double cpu = Processes.cpuSeconds(pid) - before;
        Arrays.sort(millis);
        return String.format(
                Locale.ROOT,
                "window of %d s with %,d events: %.2f ms of the hub's CPU an answer, /version %.2f ms; median %.2f ms, p99 %.2f ms",
                seconds,
                events,
                cpu / reads * 1e3,
                idle / reads * 1e3,
                millis[reads / 2],
                millis[reads * 99 / 100]);
    }

    /** The same number of questions that are answered without looking at anything. */
    private double idle(int reads) throws Exception {
        double before = Processes.cpuSeconds(pid);
        for (int i = 0; i < reads; i++) {
            get(URI.create(hub + "/version"));
        }
        return Processes.cpuSeconds(pid) - before;
    }

    private long events(URI window) throws Exception {
        long events = 0;
        JsonArray types = new JsonObject(get(window)).getJsonArray("types");
        for (int i = 0; i < types.size(); i++) {
            events += types.getJsonObject(i).getLong("count");
        }
        return events;
    }

    private String get(URI uri) throws Exception {
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
