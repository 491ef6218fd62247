package io.heliograph.store.embedded;

/** Where a PostgreSQL listens and how to be let in; as text it keeps the password to itself. */
public record Coordinates(String host, int port, String database, String user, String password) {
    @Override
    public String toString() {
        return "%s@%s:%d/%s".formatted(user, host, port, database);
    }
}
