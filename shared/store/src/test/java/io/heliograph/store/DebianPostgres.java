package io.heliograph.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A throw-away cluster of the PostgreSQL that Debian packages, for one run of the tests. Never root, only loopback. */
public final class DebianPostgres {
    public static final String USER = "heliograph";
    public static final String PASSWORD = "p@ss word%";

    private static final Path BINARIES = Path.of("/usr/lib/postgresql/15/bin");
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static DebianPostgres shared;

    private final Path home;
    private final int port;

    private DebianPostgres(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /** The cluster that all test classes share, one after the other; skips the test where the binaries are missing. */
    public static synchronized DebianPostgres shared() {
        boolean present = Files.isExecutable(BINARIES.resolve("initdb"));
        assumeTrue(present, "skipped: no PostgreSQL 15 under " + BINARIES + " (package postgresql-15)");
        if (shared == null) {
            shared = start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::remove));
        }
        return shared;
    }

    private static DebianPostgres start() {
        try {
            Path home = Files.createTempDirectory("heliograph-postgres");
            Path password = Files.writeString(home.resolve("password"), PASSWORD);
            if (isRoot()) {
                run("chown", "-R", "nobody", home.toString());
            }
            asNobody(
                    "initdb",
                    "--pgdata=" + home.resolve("data"),
                    "--auth=scram-sha-256",
                    "--username=" + USER,
                    "--pwfile=" + password,
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--no-sync");
            DebianPostgres postgres = new DebianPostgres(home, freePort());
            postgres.up();
            return postgres;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public void up() {
        String options = "-p %d -h 127.0.0.1 -k %s -c max_connections=60 -c shared_buffers=32MB".formatted(port, home);
        asNobody(
                "pg_ctl",
                "--pgdata=" + home.resolve("data"),
                "--log=" + home.resolve("log"),
                "-w",
                "-o",
                options,
                "start");
    }

    /** Stops it as a crash would: nobody is told. */
    public void down() {
        asNobody("pg_ctl", "--pgdata=" + home.resolve("data"), "-w", "-m", "immediate", "stop");
    }

    /** Its postmaster and every child, to send signals to. */
    public List<Long> processes() throws IOException {
        long postmaster = Long.parseLong(
                Files.readAllLines(home.resolve("data/postmaster.pid")).get(0));
        List<Long> all = new ArrayList<>(List.of(postmaster));
        ProcessHandle.of(postmaster)
                .orElseThrow()
                .descendants()
                .map(ProcessHandle::pid)
                .forEach(all::add);
        return all;
    }

    /** The database that every cluster has. */
    public DatabaseAddress first() {
        return DatabaseAddress.of("127.0.0.1", port, "postgres", USER, PASSWORD);
    }

    /** A new, empty database. */
    public DatabaseAddress create(String more) {
        String name = "test_" + DATABASES.incrementAndGet();
        sql("create database " + name + " " + more);
        return DatabaseAddress.of("127.0.0.1", port, name, USER, PASSWORD);
    }

    /** Runs a statement as the owner of the cluster would. */
    public void sql(String statement) {
        ProcessBuilder psql = new ProcessBuilder(
                BINARIES.resolve("psql").toString(),
                "--no-psqlrc",
                "--quiet",
                "--set=ON_ERROR_STOP=1",
                "--host=127.0.0.1",
                "--port=" + port,
                "--username=" + USER,
                "--dbname=postgres",
                "--command=" + statement);
        psql.environment().put("PGPASSWORD", PASSWORD);
        run(psql);
    }

    private void remove() {
        if (Files.exists(home.resolve("data/postmaster.pid"))) {
            down();
        }
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void run(String... command) {
        run(new ProcessBuilder(command));
    }

    private static void asNobody(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        command.add(BINARIES.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(new ProcessBuilder(command));
    }

    /** Output goes to a file: the server inherits it, and a pipe would stay open as long as the server runs. */
    private static void run(ProcessBuilder process) {
        try {
            Path output = Files.createTempFile("heliograph-postgres", ".out");
            Process running = process.directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = running.waitFor(60, TimeUnit.SECONDS);
            String said = Files.readString(output);
            Files.delete(output);
            if (!ended || running.exitValue() != 0) {
                throw new IllegalStateException(process.command().get(0) + " failed: " + said);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
