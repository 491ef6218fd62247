package io.heliograph.web.access;

/** What a caller brings to say who it is. Never printed: the secret is not part of its text. */
public sealed interface Credential {
    Credential NONE = new None();
    Credential AMBIGUOUS = new Ambiguous();

    /** What stands behind {@code Bearer}: a token, or one of the hub's own keys. */
    static Credential bearer(String text) {
        return text.startsWith(Credentials.KEY_PREFIX) ? new ApiKey(text) : new Bearer(text);
    }

    /** Nothing at all. */
    record None() implements Credential {}

    /** More than one, or one that is not of any form; never accepted, since who is meant is anybody's guess. */
    record Ambiguous() implements Credential {}

    /** A key, from {@code X-API-KEY} or {@code Authorization: Bearer hg_…}. */
    record ApiKey(String secret) implements Credential {
        @Override
        public String toString() {
            return "ApiKey[***]";
        }
    }

    /** A token, from {@code Authorization: Bearer}. */
    record Bearer(String token) implements Credential {
        @Override
        public String toString() {
            return "Bearer[***]";
        }
    }

    /** A ticket, from {@code ?ticket=} of a socket's address; good for one use. */
    record Ticket(String secret) implements Credential {
        @Override
        public String toString() {
            return "Ticket[***]";
        }
    }
}
