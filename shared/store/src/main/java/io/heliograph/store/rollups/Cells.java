package io.heliograph.store.rollups;

import io.heliograph.numbers.Cell;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Cells as rows, and rows as cells. */
final class Cells {
    static final String COLUMNS = "series, at, count, sum::text, min, max, sketch";

    /** Arrays of these, in this order, are what {@link #columns} makes. */
    static final String UNNEST = """
            unnest($1::int4[], $2::timestamptz[], $3::int8[], $4::text[], $5::float8[], $6::float8[], $7::bytea[])""";

    private static final long MICROS = 1_000_000;

    private Cells() {}

    static Place place(Row row) {
        return new Place(row.getInteger(0), micros(row.getOffsetDateTime(1)));
    }

    static Cell cell(Row row) {
        return Cell.of(
                row.getLong(2),
                new BigDecimal(row.getString(3)),
                row.getDouble(4),
                row.getDouble(5),
                row.getBuffer(6).getBytes());
    }

    static Tuple places(Collection<Place> places) {
        return Tuple.tuple()
                .addArrayOfInteger(places.stream().map(Place::series).toArray(Integer[]::new))
                .addArrayOfOffsetDateTime(
                        places.stream().map(place -> utc(place.at())).toArray(OffsetDateTime[]::new));
    }

    /** In an order that all writers share. */
    static Tuple columns(Map<Place, Cell> cells) {
        List<Map.Entry<Place, Cell>> rows = new ArrayList<>(cells.entrySet());
        rows.sort(
                Map.Entry.comparingByKey(Comparator.comparingInt(Place::series).thenComparingLong(Place::at)));
        return Tuple.tuple()
                .addArrayOfInteger(column(rows, row -> row.getKey().series(), Integer[]::new))
                .addArrayOfOffsetDateTime(column(rows, row -> utc(row.getKey().at()), OffsetDateTime[]::new))
                .addArrayOfLong(column(rows, row -> row.getValue().count(), Long[]::new))
                .addArrayOfString(column(rows, row -> row.getValue().sum().toString(), String[]::new))
                .addArrayOfDouble(column(rows, row -> row.getValue().min(), Double[]::new))
                .addArrayOfDouble(column(rows, row -> row.getValue().max(), Double[]::new))
                .addArrayOfBuffer(
                        column(rows, row -> Buffer.buffer(row.getValue().sketch()), Buffer[]::new));
    }

    static OffsetDateTime utc(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    static long micros(OffsetDateTime time) {
        return time.toEpochSecond() * MICROS + time.getNano() / 1_000;
    }

    private static <T> T[] column(
            List<Map.Entry<Place, Cell>> rows, Function<Map.Entry<Place, Cell>, T> part, IntFunction<T[]> array) {
        return rows.stream().map(part).toArray(array);
    }
}
