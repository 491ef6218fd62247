package io.heliograph.store.events;

import io.vertx.pgclient.PgException;

/** With which words PostgreSQL refused an event. */
record Refusal(String sqlstate, String reason) {
    private static final String NONE = "none";
    private static final int MOST = 500;

    /** NUL is what PostgreSQL takes in no text, not even in its own words. */
    static Refusal of(Throwable failure) {
        String state = failure instanceof PgException answer ? answer.getSqlState() : NONE;
        String reason = failure instanceof PgException answer ? answer.getErrorMessage() : failure.getMessage();
        String text = String.valueOf(reason).replace("\0", "");
        return new Refusal(state == null ? NONE : state, text.substring(0, Math.min(MOST, text.length())));
    }
}
