package io.heliograph.store.events;

import io.vertx.sqlclient.Tuple;

/** A statement put together from constant clauses; each {@code ?} in them stands for the next parameter. */
final class Selection {
    private final StringBuilder sql = new StringBuilder(512);
    private final Tuple parameters = Tuple.tuple();

    /** Adds a clause and the values of its parameters. */
    Selection with(String clause, Object... values) {
        int value = 0;
        for (int i = 0; i < clause.length(); i++) {
            char c = clause.charAt(i);
            if (c == '?') {
                parameters.addValue(values[value++]);
                sql.append('$').append(parameters.size());
            } else {
                sql.append(c);
            }
        }
        return this;
    }

    /** Adds a clause with one parameter, unless it is not asked for. */
    Selection withIf(Object value, String clause) {
        return value == null ? this : with(clause, value);
    }

    String sql() {
        return sql.toString();
    }

    Tuple parameters() {
        return parameters;
    }
}
