package io.heliograph.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Somebody else's server as a process of its own: started, killed, started again on the same port and files. */
public final class TargetServer implements AutoCloseable {
    /** Who may read and write the buckets. */
    public static final String S3_IDENTITY = "me";

    public static final String S3_CREDENTIAL = "geheim";

    private static final Path CLASS_PATHS = Path.of("shared", "testservers", "target");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final List<String> command;
    private final int port;
    private final Path log;
    private Process process;

    private TargetServer(int port, Path log, List<String> command) {
        this.port = port;
        this.log = log;
        this.command = command;
    }

    /** A broker of Kafka in KRaft mode, with its files in the directory; not started yet. */
    public static TargetServer kafka(Path directory) throws IOException {
        int port = freePort();
        int controller = freePort();
        Path properties = directory.resolve("server.properties");
        Files.writeString(properties, """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                num.partitions=1
                """.formatted(port, controller, directory.resolve("kafka-logs")));
        List<String> java = java("kafka");
        List<String> format = new ArrayList<>(java);
        format.addAll(List.of(
                "kafka.tools.StorageTool", "format", "-t", "MkU3OEVBNTcwNTJENDM2Qg", "-c", properties.toString()));
        run(format);
        java.addAll(List.of("kafka.Kafka", properties.toString()));
        return new TargetServer(port, directory.resolve("kafka.log"), java);
    }

    /** A server that speaks as S3 does, with a bucket called events; not started yet. */
    public static TargetServer s3(Path directory) throws IOException {
        int port = freePort();
        Files.createDirectories(directory.resolve("buckets/events"));
        Path properties = directory.resolve("s3proxy.conf");
        Files.writeString(properties, """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.identity=none
                jclouds.credential=none
                jclouds.filesystem.basedir=%s
                """.formatted(port, S3_IDENTITY, S3_CREDENTIAL, directory.resolve("buckets")));
        List<String> java = java("s3proxy");
        java.addAll(List.of("org.gaul.s3proxy.Main", "--properties", properties.toString()));
        return new TargetServer(port, directory.resolve("s3proxy.log"), java);
    }

    public int port() {
        return port;
    }

    public TargetServer start() throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!listens()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("the server did not come up; see " + log);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        return this;
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
    }

    /** kill -9; returns once it is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the server ended; see " + log);
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> java(String classPath) throws IOException {
        String home = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jars = Files.readString(root().resolve(CLASS_PATHS).resolve(classPath + ".classpath"));
        return new ArrayList<>(
                Arrays.asList(home, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", jars.strip()));
    }

    /** Of the project: here, or two above where tests of a module run. */
    private static Path root() {
        Path here = Path.of("");
        return Files.isDirectory(here.resolve(CLASS_PATHS)) ? here : Path.of("..", "..");
    }
}
