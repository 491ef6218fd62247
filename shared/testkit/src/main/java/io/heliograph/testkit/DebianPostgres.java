package io.heliograph.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A throw-away cluster of the PostgreSQL that Debian packages. Never run as root, reached by password over loopback. */
public final class DebianPostgres implements AutoCloseable {
    public static final String USER = "heliograph";
    public static final String PASSWORD = "geheim";

    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    private final Path binaries;
    private final Path home;
    private final int port;

    private DebianPostgres(Path binaries, Path home, int port) {
        this.binaries = binaries;
        this.home = home;
        this.port = port;
    }

    /** Whether there is one on this machine. */
    public static boolean isInstalled() {
        return !binaries().isEmpty();
    }

    /** Makes a cluster and starts it. */
    public static DebianPostgres start() {
        try {
            List<Path> installed = binaries();
            Path home = Files.createTempDirectory("heliograph-debian-postgres");
            DebianPostgres postgres = new DebianPostgres(installed.get(installed.size() - 1), home, freePort());
            postgres.make();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes an empty database and gives its URL. */
    public String create(String database) {
        sql("postgres", "create database " + database);
        return url(database, PASSWORD);
    }

    public String url(String database, String password) {
        return "postgresql://%s:%s@127.0.0.1:%d/%s".formatted(USER, password, port, database);
    }

    /** Runs a statement as the owner of the cluster would, and gives the rows as psql prints them. */
    public String sql(String database, String statement) {
        ProcessBuilder psql = new ProcessBuilder(
                binaries.resolve("psql").toString(),
                "--no-psqlrc",
                "--quiet",
                "--tuples-only",
                "--no-align",
                "--set=ON_ERROR_STOP=1",
                "--host=127.0.0.1",
                "--port=" + port,
                "--username=" + USER,
                "--dbname=" + database,
                "--command=" + statement);
        psql.environment().put("PGPASSWORD", PASSWORD);
        return run(psql).strip();
    }

    @Override
    public void close() {
        asNobody("pg_ctl", "--pgdata=" + home.resolve("data"), "-w", "-m", "immediate", "stop");
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void make() throws IOException {
        Path password = Files.writeString(home.resolve("password"), PASSWORD);
        String data = "--pgdata=" + home.resolve("data");
        if (isRoot()) {
            run(new ProcessBuilder("chown", "-R", "nobody", home.toString()));
        }
        asNobody(
                "initdb",
                data,
                "--auth=scram-sha-256",
                "--username=" + USER,
                "--pwfile=" + password,
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync");
        String options = "-p %d -h 127.0.0.1 -k %s -c shared_buffers=32MB".formatted(port, home);
        asNobody("pg_ctl", data, "--log=" + home.resolve("log"), "-w", "-o", options, "start");
    }

    private void asNobody(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(new ProcessBuilder(command));
    }

    /** Output goes to a file: the server inherits it, and a pipe would stay open as long as the server runs. */
    private static String run(ProcessBuilder process) {
        try {
            Path output = Files.createTempFile("heliograph-debian-postgres", ".out");
            Process running = process.directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = running.waitFor(120, TimeUnit.SECONDS);
            String said = Files.readString(output);
            Files.delete(output);
            if (!ended || running.exitValue() != 0) {
                throw new IllegalStateException(process.command() + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The directories of programs, oldest version first. */
    private static List<Path> binaries() {
        if (!Files.isDirectory(INSTALLED)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
