package io.heliograph.store.access;

import io.heliograph.contracts.operations.Scope;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** How scopes and times stand in rows. */
final class Columns {
    private Columns() {}

    static String[] texts(Collection<Scope> scopes) {
        return scopes.stream().map(Scope::toString).toArray(String[]::new);
    }

    /** Scopes that this version does not know give nothing, rather than keep their holder out. */
    static List<Scope> scopes(String[] texts) {
        return Stream.of(texts)
                .flatMap(text -> Scope.find(text).stream())
                .sorted()
                .toList();
    }

    static OffsetDateTime utc(Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    static Instant time(Row row, int column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
