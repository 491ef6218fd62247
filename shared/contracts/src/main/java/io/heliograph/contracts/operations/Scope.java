package io.heliograph.contracts.operations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a credential may do; an operation names the one it takes. */
public enum Scope {
    EVENTS_READ,
    EVENTS_WRITE,
    CLUSTER_READ,
    AUDIT_READ,
    /** Starting and stopping agents, and what holds for the whole fleet. */
    AGENTS_CONTROL;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', ':');

    @JsonCreator
    public static Scope parse(String text) {
        for (Scope scope : values()) {
            if (scope.text.equals(text)) {
                return scope;
            }
        }
        throw new IllegalArgumentException("no such scope: " + text);
    }

    @JsonValue
    @Override
    public String toString() {
        return text;
    }
}
