package io.heliograph.store;

import static java.util.Objects.requireNonNull;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One database on one server, who logs in, and how the connection is protected. */
public record DatabaseAddress(
        String host, int port, String database, String user, String password, SslMode sslMode, Path rootCertificate) {
    private static final String FORM =
            "is not of the form postgresql://user:password@host:port/database?sslmode=verify-full;"
                    + " escape special characters in user and password as %40";
    private static final Set<String> LOOPBACK = Set.of("localhost", "::1", "0:0:0:0:0:0:0:1");
    private static final Pattern ROOT_CERTIFICATE = Pattern.compile("[?&]sslrootcert=([^&]+)");

    public DatabaseAddress {
        requireNonNull(host, "host");
        requireNonNull(database, "database");
        requireNonNull(user, "user");
        requireNonNull(sslMode, "sslMode");
        password = password == null ? "" : password;
    }

    /** An address without a word on TLS: plain on this machine, verified in full everywhere else. */
    public static DatabaseAddress of(String host, int port, String database, String user, String password) {
        return new DatabaseAddress(host, port, database, user, password, usual(host), null);
    }

    /** Reads a URL. Throws IllegalArgumentException with a reason that never repeats the URL, which holds a password. */
    public static DatabaseAddress parse(String url) {
        PgConnectOptions read = read(url);
        boolean saysMode = Pattern.compile("[?&]sslmode=").matcher(url).find();
        Matcher certificate = ROOT_CERTIFICATE.matcher(url);
        return new DatabaseAddress(
                read.getHost(),
                read.getPort(),
                read.getDatabase(),
                read.getUser(),
                read.getPassword(),
                saysMode ? read.getSslMode() : usual(read.getHost()),
                certificate.find() ? Path.of(certificate.group(1)) : null);
    }

    private static PgConnectOptions read(String url) {
        if (!url.startsWith("postgresql://") && !url.startsWith("postgres://")) {
            throw new IllegalArgumentException(FORM);
        }
        try {
            return PgConnectOptions.fromUri(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(FORM);
        }
    }

    private static SslMode usual(String host) {
        boolean near = host.startsWith("/") || host.startsWith("127.") || LOOPBACK.contains(host);
        return near ? SslMode.DISABLE : SslMode.VERIFY_FULL;
    }

    /** Host, port and database, for messages. */
    @Override
    public String toString() {
        return host + ":" + port + "/" + database;
    }
}
