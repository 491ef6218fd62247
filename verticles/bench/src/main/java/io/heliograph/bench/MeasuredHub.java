package io.heliograph.bench;

import io.heliograph.store.DatabaseAddress;
import io.heliograph.store.ServerCpu;
import io.heliograph.store.embedded.Coordinates;
import io.heliograph.store.embedded.EmbeddedPostgres;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged hub with its own PostgreSQL in a directory of the measurement's, and what it uses. */
final class MeasuredHub implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path jar;
    private final Path data;
    private final String url;
    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();

    private MeasuredHub(Path jar, Path directory, List<String> settings) throws IOException {
        this.jar = jar;
        data = directory.resolve("data");
        Files.createDirectories(directory);
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        url = "http://127.0.0.1:" + port;
        List<String> command = command(jar, "run", "--data", data.toString(), "--port", Integer.toString(port));
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("hub.log").toFile()))
                .start();
    }

    static MeasuredHub start(Path jar, Path directory, String... settings) throws Exception {
        MeasuredHub hub = new MeasuredHub(jar, directory, List.of(settings));
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!hub.isReady()) {
            if (!hub.process.isAlive() || System.nanoTime() > until) {
                throw new IllegalStateException("the hub did not come up; see " + directory.resolve("hub.log"));
            }
            Thread.sleep(100);
        }
        return hub;
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/health/ready").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What a command of the hub took. */
    record Took(double seconds, double cpuSeconds, int exitCode, String said) {}

    /** Runs a command of the same jar, and waits for its end. */
    Took command(String... arguments) throws IOException, InterruptedException {
        Path said = Files.createTempFile("said", ".txt");
        long began = System.nanoTime();
        Process command = new ProcessBuilder(command(jar, arguments))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        Duration cpu = Duration.ZERO;
        while (!command.waitFor(50, TimeUnit.MILLISECONDS)) {
            cpu = command.info().totalCpuDuration().orElse(cpu);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        String text = Files.readString(said).strip();
        Files.delete(said);
        return new Took(seconds, cpu.toMillis() / 1e3, command.exitValue(), text);
    }

    private static List<String> command(Path jar, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(
                List.of(java, "-Xmx512m", "-jar", jar.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    String url() {
        return url;
    }

    Path data() {
        return data;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    HttpResponse<InputStream> stream(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofInputStream());
    }

    HttpResponse<String> post(String path, String body, String type) throws IOException, InterruptedException {
        return client.send(
                request(path)
                        .header("content-type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    JsonObject json(String path) throws IOException, InterruptedException {
        return new JsonObject(get(path).body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofMinutes(10));
    }

    DatabaseAddress database() throws IOException {
        Coordinates at = EmbeddedPostgres.running(data).orElseThrow();
        return DatabaseAddress.of(at.host(), at.port(), at.database(), at.user(), at.password());
    }

    /** CPU seconds of the hub's process and of its PostgreSQL since they began. */
    double[] cpu() throws IOException {
        Duration hub = process.info().totalCpuDuration().orElse(Duration.ZERO);
        Duration postgres = ServerCpu.of(postmaster()).map(ServerCpu::total).orElse(Duration.ZERO);
        return new double[] {hub.toMillis() / 1e3, postgres.toMillis() / 1e3};
    }

    private long postmaster() throws IOException {
        try (Stream<Path> files = Files.find(data, 3, (file, about) -> file.endsWith("postmaster.pid"))) {
            return Long.parseLong(
                    Files.readAllLines(files.findFirst().orElseThrow()).get(0).strip());
        }
    }

    /** Bytes that the data directory takes on the disk, as du has it. */
    long onDisk() throws IOException, InterruptedException {
        Process du = new ProcessBuilder("du", "-sB1", data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        du.waitFor();
        return Long.parseLong(said.split("\\s")[0]);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
