package io.heliograph.bench;

import io.heliograph.testkit.TargetServer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How fast an exporter takes what waits for it: {@code ExporterBench <heliograph.jar> <empty directory> kafka|s3 <events>}. The
 * events are accepted and stored while the target is away; then it is started, and the hub has nothing else to do.
 */
public final class ExporterBench {
    private static final int BATCH = 500;
    private static final long LOOK_EVERY_MS = 200;

    private ExporterBench() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[1]).toAbsolutePath();
        Files.createDirectories(directory);
        int events = Integer.parseInt(args[3]);
        try (TargetServer server =
                        args[2].equals("kafka") ? TargetServer.kafka(directory) : TargetServer.s3(directory);
                MeasuredHub hub = MeasuredHub.start(Path.of(args[0]), directory, settings(args[2], server))) {
            for (int sent = 0; sent < events; sent += BATCH) {
                hub.post("/events", SampleEvents.lines(BATCH).toString(), "application/x-ndjson");
            }
            while (pending(hub) > 0) {
                Thread.sleep(LOOK_EVERY_MS);
            }
            server.start();
            JsonObject first = exporter(hub);
            while (first.getLong("exported") == 0) {
                Thread.sleep(LOOK_EVERY_MS);
                first = exporter(hub);
            }
            double[] cpu = hub.cpu();
            long began = System.nanoTime();
            JsonObject last = first;
            while (last.getLong("lag_events") > 0) {
                Thread.sleep(LOOK_EVERY_MS);
                last = exporter(hub);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            long exported = last.getLong("exported") - first.getLong("exported");
            System.out.println(String.format(
                    Locale.ROOT,
                    "%s: %,d events exported, %,d handed over again, %,d of them in %.2f s: %,.0f a second, CPU of the hub per million %.2f s",
                    args[2],
                    last.getLong("exported"),
                    last.getLong("repeated"),
                    exported,
                    seconds,
                    exported / seconds,
                    (hub.cpu()[0] - cpu[0]) * 1e6 / exported));
        }
        System.exit(0);
    }

    private static String[] settings(String kind, TargetServer server) {
        List<String> all = new ArrayList<>(
                List.of("kind=" + kind, "max-backlog=16GiB", "breaker-reset=200ms", "longest-pause=200ms"));
        if (kind.equals("kafka")) {
            all.addAll(List.of("topic=events", "bootstrap-servers=127.0.0.1:" + server.port(), "delivery-timeout=2s"));
        } else {
            all.addAll(List.of(
                    "bucket=events",
                    "endpoint=http://127.0.0.1:" + server.port(),
                    "access-key=" + TargetServer.S3_IDENTITY,
                    "secret-key=" + TargetServer.S3_CREDENTIAL));
        }
        List<String> settings = new ArrayList<>(List.of("exporters.names=trail"));
        all.forEach(each -> settings.add("exporters.trail." + each));
        return settings.toArray(String[]::new);
    }

    private static double pending(MeasuredHub hub) throws Exception {
        return hub.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("heliograph_events_pending{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static JsonObject exporter(MeasuredHub hub) throws Exception {
        return hub.json("/exporters").getJsonArray("items").getJsonObject(0);
    }
}
