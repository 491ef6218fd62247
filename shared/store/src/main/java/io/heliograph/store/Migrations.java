package io.heliograph.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The scripts of one module, {@code db/<module>/V1__name.sql} and so on, in the order of their versions. */
public record Migrations(String module, List<Script> scripts) {
    private static final Pattern FILE = Pattern.compile("V(\\d+)__([a-z0-9_]+)\\.sql");

    /** One step of the schema. Line endings do not count towards its checksum. */
    public record Script(int version, String name, String sql, String checksum) {}

    public Migrations {
        scripts = List.copyOf(scripts);
        for (int i = 0; i < scripts.size(); i++) {
            if (scripts.get(i).version() != i + 1) {
                throw new IllegalArgumentException(module + ": versions must run 1, 2, 3 … without a gap");
            }
        }
    }

    /** Reads the scripts from the class path. */
    public static Migrations of(String module, List<String> files) {
        List<Script> scripts = new ArrayList<>();
        for (String file : files) {
            scripts.add(script(file, read("/db/" + module + "/" + file)));
        }
        return new Migrations(module, scripts);
    }

    static Script script(String file, String text) {
        Matcher name = FILE.matcher(file);
        if (!name.matches()) {
            throw new IllegalArgumentException(file + " is not named like V1__what_it_does.sql");
        }
        String sql = text.replace("\r\n", "\n");
        return new Script(Integer.parseInt(name.group(1)), name.group(2), sql, checksum(sql));
    }

    private static String read(String path) {
        try (InputStream in = Migrations.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("no such script on the class path: " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String checksum(String sql) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(sql.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
