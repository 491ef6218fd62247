package io.heliograph.gateway.documents;

import io.heliograph.contracts.problems.ProblemKind;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** docs/problems.md: every kind of problem on one page. */
final class ProblemTable {
    private static final String HEAD = """
            # Problems

            <!-- Written by ApiDocumentsTest from ProblemKind; change it there. -->

            Whatever goes wrong is answered with one of these codes, the same through every door. REST answers the HTTP status and
            an RFC 9457 document (`application/problem+json`); JSON-RPC answers the error code, with the same document in
            `error.data`. Branch on the code: codes are stable, sentences are not. What is marked with ↻ may succeed later as it is.

            | Code | HTTP | JSON-RPC | Meaning | What to do |
            |---|---|---|---|---|
            """;

    private ProblemTable() {}

    static String markdown() {
        return Stream.of(ProblemKind.values()).map(ProblemTable::row).collect(Collectors.joining("", HEAD, ""));
    }

    private static String row(ProblemKind kind) {
        return "| `%s`%s | %d | %d | %s | %s |\n"
                .formatted(
                        kind.code(),
                        kind.retryable() ? " ↻" : "",
                        kind.status(),
                        kind.rpcCode(),
                        kind.title(),
                        kind.advice().replace("|", "\\|"));
    }
}
