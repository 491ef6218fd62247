package io.heliograph.acp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.heliograph.acp.Message.PayloadText;
import io.heliograph.contracts.acp.TopicName;
import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.json.Times;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.settings.Units;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads messages: what the hub needs to know of them, and where the rest stands. Refuses what is no message. */
final class MessageReader {
    private static final int DEEPEST = 64;
    private static final int PLAIN = 5;
    private static final int HIGHEST = 9;
    private static final Pattern VERSION = Pattern.compile("1(\\.\\d{1,3})?");
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private final long mostBytes;
    private final Duration maxTtl;

    MessageReader(long mostBytes, Duration maxTtl) {
        this.mostBytes = mostBytes;
        this.maxTtl = maxTtl;
    }

    /** A member of the message, and the text between the places where its value begins and ends. */
    private record Member(JsonToken kind, String text, NumberType number, String raw) {}

    Message read(String document) {
        // No character of UTF-8 takes more than three bytes for each of UTF-16.
        if (document.length() * 3L > mostBytes && document.getBytes(StandardCharsets.UTF_8).length > mostBytes) {
            throw new Refused(
                    ProblemKind.MESSAGE_TOO_LARGE,
                    "Messages are at most " + Units.formatBytes(mostBytes) + " (acp.max-message-size).");
        }
        Map<String, Member> members = new HashMap<>();
        PayloadText[] payload = new PayloadText[1];
        try (JsonParser in = JSON.createParser(document)) {
            if (document.isEmpty() || document.charAt(0) == '\uFEFF' || in.nextToken() != JsonToken.START_OBJECT) {
                throw new Refused(
                        ProblemKind.NOT_AN_OBJECT,
                        "A message is a JSON object: {\"type\": …, \"payload\": {…}, \"timestamp\": …}.");
            }
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                members.put(name, member(in, document, name.equals("payload") ? payload : null));
            }
            if (in.nextToken() != null) {
                throw new Refused(ProblemKind.MALFORMED_JSON, "Something stands behind the message.");
            }
        } catch (StreamConstraintsException e) {
            throw new Refused(ProblemKind.NESTED_TOO_DEEP, "A message has at most " + DEEPEST + " levels.");
        } catch (JsonParseException e) {
            throw e.getOriginalMessage().startsWith("Duplicate field")
                    ? new Refused(ProblemKind.DUPLICATE_KEY, "A name stands twice in one object.")
                    : new Refused(ProblemKind.MALFORMED_JSON, ProblemKind.MALFORMED_JSON.title());
        } catch (IOException e) {
            throw new Refused(ProblemKind.MALFORMED_JSON, ProblemKind.MALFORMED_JSON.title());
        }
        return message(members, payload[0]);
    }

    private static Member member(JsonParser in, String document, PayloadText[] payload) throws IOException {
        JsonToken kind = in.currentToken();
        int from = (int) in.currentTokenLocation().getCharOffset();
        String text = kind == JsonToken.VALUE_STRING ? in.getText() : null;
        NumberType number = kind == JsonToken.VALUE_NUMBER_INT ? in.getNumberType() : null;
        if (payload != null && kind == JsonToken.START_OBJECT) {
            payload[0] = PayloadReader.read(in, document);
        } else {
            in.skipChildren();
        }
        // The place behind a scalar is known only once the token has been read whole.
        in.finishToken();
        int to = (int) in.currentLocation().getCharOffset();
        return new Member(kind, text, number, document.substring(from, to));
    }

    private Message message(Map<String, Member> members, PayloadText payload) {
        String type = text(members, "type");
        need("type", type, "say what kind of message it is, such as telemetry_update");
        Member whole = members.get("payload");
        if (whole == null) {
            throw missing("payload", "it is an object, {} if there is nothing to say");
        }
        if (whole.kind() != JsonToken.START_OBJECT) {
            throw wrong("payload", "an object");
        }
        Member time = members.get("timestamp");
        Instant timestamp = timestamp(time);
        String to = text(members, "to");
        if (to != null && to.startsWith(Message.TOPIC)) {
            TopicName.check("to", to.substring(Message.TOPIC.length()));
        }
        String id = text(members, "id");
        String from = text(members, "from");
        boolean receipts = flag(members, "receipts");
        if (receipts && (id == null || from == null)) {
            throw Refused.parameter(
                    "receipts", "need the message's 'id' and 'from', to say what they are about and to whom");
        }
        version(text(members, "version"));
        return new Message(
                type,
                whole.raw(),
                payload,
                timestamp,
                time.raw(),
                id,
                from,
                to,
                text(members, "correlation_id"),
                text(members, "reply_to"),
                number(members, "ttl_ms", 1, maxTtl.toMillis()),
                (int) orElse(number(members, "priority", 0, HIGHEST), PLAIN),
                receipts);
    }

    private static Instant timestamp(Member time) {
        if (time == null) {
            throw missing("timestamp", "say when it was written, such as 2026-01-31T12:00:00Z");
        }
        if (time.kind() != JsonToken.VALUE_STRING && time.kind() != JsonToken.VALUE_NUMBER_INT) {
            throw wrong("timestamp", "a text such as 2026-01-31T12:00:00Z, or epoch milliseconds");
        }
        try {
            return Times.parse(time.kind() == JsonToken.VALUE_STRING ? time.text() : time.raw());
        } catch (DateTimeException e) {
            throw new Refused(
                    ProblemKind.BAD_TIMESTAMP, "'timestamp' is to be RFC 3339, such as 2026-01-31T12:00:00Z.");
        }
    }

    private static void version(String version) {
        if (version != null && !VERSION.matcher(version).matches()) {
            throw Refused.parameter("version", "is one that this hub does not speak; it speaks 1");
        }
    }

    private static String text(Map<String, Member> members, String name) {
        Member member = members.get(name);
        if (member == null || member.kind() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (member.kind() != JsonToken.VALUE_STRING) {
            throw wrong(name, "a text");
        }
        String text = member.text();
        if (text.isEmpty()) {
            throw new Refused(ProblemKind.EMPTY_FIELD, "'" + name + "' is empty; leave it out instead.");
        }
        if (text.length() > Names.MAX_LENGTH) {
            throw new Refused(ProblemKind.TOO_LONG, "'" + name + "' takes " + Names.MAX_LENGTH + " characters.");
        }
        if (Names.hasControl(text)) {
            throw new Refused(ProblemKind.CONTROL_CHARACTER, "A control character stands in '" + name + "'.");
        }
        if (Names.hasHalf(text)) {
            throw new Refused(ProblemKind.LONE_SURROGATE, "Half of a surrogate pair stands alone in '" + name + "'.");
        }
        return text;
    }

    private static Long number(Map<String, Member> members, String name, long least, long most) {
        Member member = members.get(name);
        if (member == null || member.kind() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (member.kind() != JsonToken.VALUE_NUMBER_INT) {
            throw wrong(name, "a whole number");
        }
        long value = member.number() == NumberType.BIG_INTEGER ? -1 : Long.parseLong(member.raw());
        if (value < least || value > most) {
            throw Refused.parameter(name, "takes " + least + " to " + most);
        }
        return value;
    }

    private static boolean flag(Map<String, Member> members, String name) {
        Member member = members.get(name);
        if (member == null || member.kind() == JsonToken.VALUE_NULL) {
            return false;
        }
        if (!member.kind().isBoolean()) {
            throw wrong(name, "true or false");
        }
        return member.kind() == JsonToken.VALUE_TRUE;
    }

    private static long orElse(Long value, long other) {
        return value == null ? other : value;
    }

    private static void need(String name, Object value, String advice) {
        if (value == null) {
            throw missing(name, advice);
        }
    }

    private static Refused missing(String name, String advice) {
        return new Refused(ProblemKind.MISSING_FIELD, "'" + name + "' is missing; " + advice + ".");
    }

    private static Refused wrong(String name, String wanted) {
        return new Refused(ProblemKind.WRONG_TYPE, "'" + name + "' is to be " + wanted + ".");
    }
}
