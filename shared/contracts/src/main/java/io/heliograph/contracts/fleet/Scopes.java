package io.heliograph.contracts.fleet;

import io.heliograph.contracts.events.Names;

/** Whom an order is for: one agent by its id, those whose ids begin alike ({@code gpu-*}), or all ({@code *}). */
public final class Scopes {
    public static final String ALL = "*";

    private Scopes() {}

    /** The scope, all if none is named; refuses what no id can match. */
    static String check(String scope) {
        return scope == null ? ALL : Names.filter("scope", scope);
    }

    public static boolean covers(String scope, String agentId) {
        return scope.endsWith(ALL) ? agentId.startsWith(scope.substring(0, scope.length() - 1)) : agentId.equals(scope);
    }
}
