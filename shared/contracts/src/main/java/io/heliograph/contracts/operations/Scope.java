package io.heliograph.contracts.operations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a credential may do; an operation names the one it takes. */
public enum Scope {
    EVENTS_READ,
    EVENTS_WRITE,
    CLUSTER_READ,
    AUDIT_READ,
    /** The node's figures, those of the caller's project only. */
    METRICS_READ,
    /** Pruning what the own project no longer needs, and looking at such work. */
    MAINTENANCE_RUN,
    /** Making, listing and revoking keys. */
    KEYS_MANAGE,
    /** Keys and figures of all projects. */
    PROJECTS_MANAGE,
    /** Starting and stopping agents, and what holds for the whole fleet. */
    AGENTS_CONTROL;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', ':');

    @JsonCreator
    public static Scope parse(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException("no such scope: " + text));
    }

    public static Optional<Scope> find(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
    }

    @JsonValue
    @Override
    public String toString() {
        return text;
    }
}
