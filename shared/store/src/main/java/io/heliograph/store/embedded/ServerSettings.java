package io.heliograph.store.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The server's settings, written anew at every start: nothing that was committed may be lost, and nothing listens beyond loopback. */
record ServerSettings(int port, Path log) {
    String text() {
        Map<String, String> settings = new LinkedHashMap<>();
        durable(settings);
        reachable(settings);
        sized(settings);
        logged(settings);
        return settings.entrySet().stream()
                .map(setting -> "%s = '%s'%n"
                        .formatted(setting.getKey(), setting.getValue().replace("'", "''")))
                .collect(Collectors.joining(
                        "", "# Written by Heliograph at every start. ALTER SYSTEM changes settings for good.\n", ""));
    }

    private static void durable(Map<String, String> settings) {
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
    }

    private void reachable(Map<String, String> settings) {
        settings.put("listen_addresses", Ports.HOST);
        settings.put("port", Integer.toString(port));
        settings.put("unix_socket_directories", "");
        settings.put("max_connections", "50");
        settings.put("password_encryption", "scram-sha-256");
    }

    /** Few, wide checkpoints: a stream of inserts would else write most pages whole into the log again and again. */
    private static void sized(Map<String, String> settings) {
        settings.put("shared_buffers", "256MB");
        settings.put("effective_cache_size", "1GB");
        settings.put("work_mem", "16MB");
        settings.put("maintenance_work_mem", "64MB");
        settings.put("max_wal_size", "2GB");
        settings.put("checkpoint_timeout", "15min");
        // The binaries have neither lz4 nor a compiler for queries.
        settings.put("wal_compression", "off");
        settings.put("jit", "off");
    }

    private void logged(Map<String, String> settings) {
        settings.put("logging_collector", "on");
        settings.put("log_directory", log.toString());
        settings.put("log_filename", ServerLog.PREFIX + "%Y%m%d-%H%M%S.log");
        settings.put("log_rotation_age", "0");
        settings.put("log_rotation_size", "8MB");
        // A statement and the details of its failure hold what agents sent, which belongs in no log.
        settings.put("log_min_error_statement", "panic");
        settings.put("log_error_verbosity", "terse");
        settings.put("log_timezone", "UTC");
        settings.put("timezone", "UTC");
        settings.put("lc_messages", "C");
        settings.put("datestyle", "iso, ymd");
        settings.put("default_text_search_config", "pg_catalog.simple");
    }
}
