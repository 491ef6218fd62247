package io.heliograph.intake;

import static io.heliograph.contracts.problems.ProblemKind.MALFORMED_MESSAGEPACK;
import static io.heliograph.contracts.problems.ProblemKind.NOT_AN_OBJECT;

import io.heliograph.contracts.problems.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.msgpack.core.MessagePackException;
import org.msgpack.value.ValueType;

/**
 * Finds the events of a body in MessagePack: a map, an array of maps, or a map that holds them in {@code events}. Each is
 * written as JSON and then read like any other, so that whatever holds for JSON holds here. Used again and again.
 */
final class MessagePackBody {
    private static final String BROKEN =
            "the bytes end, or are no MessagePack, within this value; send all of them as they"
                    + " were packed; nothing behind it could be read";
    private static final int NONE = -1;
    private static final int SHOWN = 40;

    private final JsonScanner scanner;
    private final BatchFiller events;
    private final MessagePackInput in = new MessagePackInput();
    private final MessagePackToJson json;

    MessagePackBody(JsonScanner scanner, BatchFiller events, IntakeConfig limits) {
        this.scanner = scanner;
        this.events = events;
        json = new MessagePackToJson(in, limits);
    }

    /** Reads the first so many bytes. Throws Refused if they are of no use at all. */
    void read(byte[] body, int length) {
        try {
            in.open(body, length);
            if (length > 0) {
                document();
            }
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException("an array is read without input or output", e);
        }
    }

    private void document() throws IOException {
        try {
            boolean goOn = switch (in.next()) {
                case MAP -> map();
                case ARRAY -> array();
                default -> throw new Refused(NOT_AN_OBJECT, "the body is a bare value; send a map or an array of maps");
            };
            if (goOn && in.at() < in.end()) {
                int more = in.end() - in.at();
                events.reject(MALFORMED_MESSAGEPACK, more + " bytes stand behind the body; send one map or one array");
            }
        } catch (MessagePackException e) {
            events.reject(MALFORMED_MESSAGEPACK, BROKEN);
        }
    }

    /** A map is one event, or holds many in an array; what has a type is an event, whatever else it has. */
    private boolean map() throws IOException {
        int array = placeOfEvents();
        int behind = in.at();
        in.seek(Math.max(array, 0));
        if (array == NONE) {
            return event();
        }
        boolean goOn = array();
        if (goOn) {
            in.seek(behind);
        }
        return goOn;
    }

    /** Where the array stands that is all that the map holds, or NONE; then stands behind the map, if that is whole. */
    private int placeOfEvents() throws IOException {
        int place = NONE;
        String other = null;
        try {
            for (int left = in.unpacker().unpackMapHeader(); left > 0; left--) {
                String key = key();
                if (key.equals(BodyReader.TYPE)) {
                    return NONE;
                }
                if (place == NONE && key.equals(BodyReader.EVENTS) && in.next() == ValueType.ARRAY) {
                    place = in.at();
                } else {
                    other = key;
                }
                in.unpacker().skipValue();
            }
        } catch (MessagePackException e) {
            // Whoever reads the events comes upon the same trouble, and says so.
            return place;
        }
        if (place != NONE && other != null) {
            throw BodyReader.moreThanEvents(other);
        }
        return place;
    }

    private String key() throws IOException {
        if (in.next() != ValueType.STRING) {
            in.unpacker().skipValue();
            return "";
        }
        int length = in.unpacker().unpackRawStringHeader();
        int from = in.pass(length);
        return Echo.of(new String(in.bytes(), from, Math.min(length, SHOWN), StandardCharsets.UTF_8), SHOWN);
    }

    private boolean array() throws IOException {
        for (int left = in.unpacker().unpackArrayHeader(); left > 0; left--) {
            if (!event()) {
                return false;
            }
        }
        return true;
    }

    /** Reads an event and stands then behind it; false if there was no more room for it. */
    private boolean event() throws IOException {
        int start = in.at();
        try {
            json.write();
            scanner.open(json.bytes(), 0, json.length());
            events.only();
        } catch (BadEvent e) {
            in.seek(start);
            in.unpacker().skipValue();
            events.reject(e.kind(), e.getMessage());
        }
        return !events.hadTooMany();
    }
}
