package io.heliograph.launcher.faults;

import java.util.List;

/** Texts that are SQL to whoever pastes them into a statement. */
final class SqlPayloads {
    private static final List<String> BREAKS =
            List.of("'", "\"", "')", "'))", "\\'", "%27", "''", "$$", "x' ", "0", "E'\\047", "\u02bc");
    private static final List<String> STATEMENTS = List.of(
            " OR 1=1 --",
            " OR 'a'='a",
            "; DROP TABLE telemetry.event; --",
            " UNION SELECT version(), null --",
            "; SELECT pg_sleep(20) --",
            " AND 1=(SELECT count(*) FROM pg_tables) --",
            "||(SELECT current_user)||'");

    private SqlPayloads() {}

    static List<String> all() {
        return BREAKS.stream()
                .flatMap(quote -> STATEMENTS.stream().map(statement -> quote + statement))
                .toList();
    }
}
