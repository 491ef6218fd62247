package io.heliograph.contracts.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Times as they go in and out: RFC 3339 or epoch milliseconds in, UTC with Z out, microseconds everywhere. */
public final class Times {
    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private Times() {}

    /** Reads a time; one without a zone is UTC, a date alone is its midnight. Throws DateTimeException. */
    public static Instant parse(String text) {
        if (!text.isEmpty() && text.length() <= 15 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Instant.ofEpochMilli(Long.parseLong(text));
        }
        TemporalAccessor read =
                READ.parseBest(text, java.time.OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        return micros(instant(read));
    }

    public static String format(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time);
    }

    /** PostgreSQL keeps microseconds; cutting here makes what is answered equal what is stored. */
    public static Instant micros(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    private static Instant instant(TemporalAccessor read) {
        if (read instanceof java.time.OffsetDateTime zoned) {
            return zoned.toInstant();
        }
        if (read instanceof LocalDateTime local) {
            return local.toInstant(ZoneOffset.UTC);
        }
        if (read instanceof LocalDate date) {
            return date.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        throw new DateTimeException("not a time: " + read);
    }
}
