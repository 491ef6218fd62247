package io.heliograph.gateway.guard;

/** A file that is no use for TLS, by its setting's name and what is wrong with it. */
final class BadPem extends Exception {
    BadPem(String setting, String detail) {
        super(setting + " " + detail);
    }
}
