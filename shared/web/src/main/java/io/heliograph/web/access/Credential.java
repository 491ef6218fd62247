package io.heliograph.web.access;

/** What a caller brings to say who it is. Never printed: the secret is not part of its text. */
public sealed interface Credential {
    Credential NONE = new None();

    /** Nothing at all. */
    record None() implements Credential {}

    /** A key, from {@code X-API-KEY}. */
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
}
