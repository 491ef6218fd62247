package io.heliograph.intake;

import static io.heliograph.contracts.problems.ProblemKind.DUPLICATE_KEY;
import static io.heliograph.contracts.problems.ProblemKind.EMPTY_FIELD;
import static io.heliograph.contracts.problems.ProblemKind.EVENT_TOO_LARGE;
import static io.heliograph.contracts.problems.ProblemKind.MISSING_FIELD;
import static io.heliograph.contracts.problems.ProblemKind.NOT_AN_OBJECT;
import static io.heliograph.contracts.problems.ProblemKind.TOO_LONG;
import static io.heliograph.contracts.problems.ProblemKind.WRONG_TYPE;

import io.heliograph.contracts.events.Names;
import java.nio.charset.StandardCharsets;

/** Reads one event after the other; what it found of the last one stands in its fields. Used by one thread at a time. */
final class EventReader {
    private final JsonScanner scanner;
    private final EventTimes times;
    private final int maxSize;
    private final PayloadParts payload = new PayloadParts();
    private final Span type = new Span();
    private final Span source = new Span();
    private final Span agentId = new Span();
    private final Span id = new Span();

    private int seen;
    private long timestamp;

    EventReader(JsonScanner scanner, EventTimes times, int maxSize) {
        this.scanner = scanner;
        this.times = times;
        this.maxSize = maxSize;
    }

    /**
     * Reads the event at which the scanner stands, with the stamp for a time if it brings none. Throws BadEvent, with the
     * scanner's path at the trouble.
     */
    void read(long now, long stamp) {
        clear(stamp);
        int start = scanner.at();
        if (scanner.bytes()[start] != '{') {
            String found = foundInstead();
            throw new BadEvent(NOT_AN_OBJECT, found + " is no event; send {\"type\": …, \"payload\": {…}}");
        }
        if (scanner.enter(1, '}')) {
            do {
                member(now);
            } while (scanner.more(1, '}'));
        }
        if (type.isEmpty()) {
            throw new BadEvent(MISSING_FIELD, "'type' is missing; say what happened, such as hardware.gpu");
        }
        if (scanner.at() - start > maxSize) {
            throw new BadEvent(
                    EVENT_TOO_LARGE,
                    "the event has %d bytes of the %d allowed; send less".formatted(scanner.at() - start, maxSize));
        }
    }

    /** Lets go of the body. */
    void close() {
        scanner.close();
        payload.clear();
    }

    /** The id that the sender gave, or null. */
    String id() {
        return id.isEmpty() ? null : id.text();
    }

    long timestamp() {
        return timestamp;
    }

    String type() {
        return type.text();
    }

    /** Hands the event over under this id, or under one of the hub if that is null. */
    void writeTo(BatchWriter out, String ownId) {
        out.timestamp(timestamp);
        if (ownId == null) {
            out.hubId(EventIds.high(timestamp), EventIds.low());
        } else {
            out.ownId(ownId);
        }
        out.name(type);
        out.name(source);
        out.name(agentId);
        out.payloadBegins();
        payload.write(scanner.bytes(), scanner.masker().edits(), out);
        out.payloadEnds();
    }

    /** How many values of the event are masked. */
    int masked() {
        return scanner.masker().edits().size();
    }

    private void clear(long stamp) {
        scanner.path().up(0);
        scanner.keys().cut(0);
        scanner.masker().edits().cut(0);
        payload.clear();
        seen = 0;
        type.clear();
        source.clear();
        agentId.clear();
        id.clear();
        timestamp = stamp;
    }

    private void member(long now) {
        int start = scanner.at();
        scanner.key(1);
        EventField field = EventField.of(
                scanner.bytes(), scanner.path().keyFrom(1), scanner.path().keyTo(1), scanner.plain());
        if (field == null) {
            scanner.payloadAt(1);
            scanner.member(1, 0);
            payload.other(start, scanner.at());
            return;
        }
        if ((seen & 1 << field.ordinal()) != 0) {
            throw new BadEvent(DUPLICATE_KEY, "the key stands twice in one object; keep one");
        }
        seen |= 1 << field.ordinal();
        scanner.colon();
        switch (field) {
            case TYPE -> name(type);
            case SOURCE -> name(source);
            case AGENT_ID -> name(agentId);
            case ID -> name(id);
            case TIMESTAMP -> timestamp = time(now);
            case PAYLOAD -> payload();
        }
    }

    private void name(Span name) {
        int from = scanner.at() + 1;
        byte first = valueBegin();
        if (first == 'n') {
            return;
        }
        if (first != '"') {
            throw wrongType(first, "a string");
        }
        int to = scanner.at() - 1;
        if (to == from) {
            throw new BadEvent(EMPTY_FIELD, "is empty; give it a value or leave it out");
        }
        if (scanner.plain() && to - from <= Names.MAX_LENGTH) {
            name.set(scanner.bytes(), from, to);
            return;
        }
        String text = JsonStrings.decode(scanner.bytes(), from, to);
        if (text.length() > Names.MAX_LENGTH) {
            throw new BadEvent(TOO_LONG, "is longer than " + Names.MAX_LENGTH + " characters; shorten it");
        }
        byte[] decoded = text.getBytes(StandardCharsets.UTF_8);
        name.set(decoded, 0, decoded.length);
    }

    private long time(long now) {
        int from = scanner.at();
        byte first = valueBegin();
        return switch (first) {
            case 'n' -> timestamp;
            case '"' -> times.ofString(scanner.bytes(), from + 1, scanner.at() - 1, now);
            case '{', '[', 't', 'f' -> throw wrongType(first, "a string or a number");
            default -> times.ofNumber(scanner.bytes(), from, scanner.at(), now);
        };
    }

    /** The payload's keys stand in one set with the members beside the payload, since they end up in one object. */
    private void payload() {
        int from = scanner.at();
        if (scanner.bytes()[from] == '{') {
            int keysBefore = scanner.keys().size();
            scanner.payloadAt(2);
            scanner.members(2, 0);
            payload.own(from, scanner.at(), scanner.keys().size() > keysBefore);
            return;
        }
        byte first = valueBegin();
        if (first != 'n') {
            throw wrongType(first, "an object");
        }
    }

    /** Passes over a value and returns its first byte, which tells its kind. */
    private byte valueBegin() {
        byte first = scanner.bytes()[scanner.at()];
        if (first == '"') {
            scanner.string();
        } else {
            scanner.value(1);
        }
        scanner.path().up(1);
        return first;
    }

    private String foundInstead() {
        byte first = scanner.bytes()[scanner.at()];
        scanner.value(0);
        scanner.path().up(0);
        return kind(first);
    }

    private static BadEvent wrongType(byte first, String wanted) {
        return new BadEvent(WRONG_TYPE, "takes " + wanted + ", not " + kind(first));
    }

    private static String kind(byte first) {
        return switch (first) {
            case '{' -> "an object";
            case '[' -> "an array";
            case '"' -> "a string";
            case 't', 'f' -> "a boolean";
            case 'n' -> "null";
            default -> "a number";
        };
    }
}
