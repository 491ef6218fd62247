package io.heliograph.gateway.documents;

import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.ProblemKind;

/** A kind of problem as {@code /problems} explains it. */
record ProblemCard(
        @Doc(value = "The stable code, to branch on", required = true)
        String code,

        @Doc(value = "The HTTP status", required = true) int status,

        @Doc(value = "The JSON-RPC error code", required = true)
        int rpcCode,

        @Doc(value = "What it means", required = true) String title,

        @Doc(value = "What the caller can do", required = true)
        String advice) {
    static ProblemCard of(ProblemKind kind) {
        return new ProblemCard(kind.code(), kind.status(), kind.rpcCode(), kind.title(), kind.advice());
    }
}
