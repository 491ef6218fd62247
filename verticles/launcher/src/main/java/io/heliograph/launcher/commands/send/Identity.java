package io.heliograph.launcher.commands.send;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.heliograph.contracts.json.Times;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Gives a line the id and the time that it lacks, before it is first sent, so that sending it again is sending the same
 * event. The id follows from the line, its number and the time given: the same file sent on another day is other events.
 * The rest of the line is left as it stands; what cannot be read as an object is left to the hub to judge.
 */
final class Identity {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int ABSENT = -1;
    private static final int PRESENT = -2;

    private final Supplier<Instant> now;

    Identity(Supplier<Instant> now) {
        this.now = now;
    }

    /** Where the object begins, whether it has members, and where its id and timestamp stand if they are null. */
    private record Members(int open, boolean empty, int id, int timestamp) {}

    byte[] complete(Line line) {
        Members members = members(line.bytes());
        if (members == null || members.id == PRESENT && members.timestamp == PRESENT) {
            return line.bytes();
        }
        String time = members.timestamp == PRESENT ? "" : Times.format(Times.micros(now.get()));
        String id = members.id == PRESENT ? "" : id(line, time).toString();
        return splice(line.bytes(), members, id, time);
    }

    private static UUID id(Line line, String time) {
        MessageDigest hash = Line.sha256();
        hash.update(ByteBuffer.allocate(8).putLong(0, line.number()));
        hash.update(time.getBytes(StandardCharsets.US_ASCII));
        ByteBuffer digest = ByteBuffer.wrap(hash.digest(line.bytes()));
        long high = digest.getLong() & ~0xF000L | 0x8000L;
        long low = digest.getLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /** Members that are missing go in front of the others; a null gives way to the value. */
    private static byte[] splice(byte[] line, Members members, String id, String time) {
        StringBuilder front = new StringBuilder();
        if (members.id == ABSENT) {
            front.append("\"id\":\"").append(id).append("\",");
        }
        if (members.timestamp == ABSENT) {
            front.append("\"timestamp\":\"").append(time).append("\",");
        }
        if (members.empty) {
            front.setLength(front.length() - 1);
        }
        boolean idFirst = members.id < members.timestamp;
        ByteArrayOutputStream out = new ByteArrayOutputStream(line.length + 128);
        int at = copy(out, line, 0, members.open + 1);
        out.writeBytes(front.toString().getBytes(StandardCharsets.US_ASCII));
        at = replaceNull(out, line, at, idFirst ? members.id : members.timestamp, idFirst ? id : time);
        at = replaceNull(out, line, at, idFirst ? members.timestamp : members.id, idFirst ? time : id);
        copy(out, line, at, line.length);
        return out.toByteArray();
    }

    private static int replaceNull(ByteArrayOutputStream out, byte[] line, int at, int place, String value) {
        if (place < 0) {
            return at;
        }
        copy(out, line, at, place);
        out.writeBytes(('"' + value + '"').getBytes(StandardCharsets.US_ASCII));
        return place + "null".length();
    }

    private static int copy(ByteArrayOutputStream out, byte[] line, int from, int to) {
        out.write(line, from, to - from);
        return to;
    }

    private static Members members(byte[] line) {
        try (JsonParser in = JSON.createParser(line)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            int open = offset(in);
            int id = ABSENT;
            int timestamp = ABSENT;
            boolean empty = true;
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                empty = false;
                String name = in.currentName();
                int place = in.nextToken() == JsonToken.VALUE_NULL ? offset(in) : PRESENT;
                in.skipChildren();
                id = "id".equals(name) ? place : id;
                timestamp = "timestamp".equals(name) ? place : timestamp;
            }
            return open < 0 || in.nextToken() != null ? null : new Members(open, empty, id, timestamp);
        } catch (IOException e) {
            return null;
        }
    }

    private static int offset(JsonParser in) {
        return (int) in.currentTokenLocation().getByteOffset();
    }
}
