package io.heliograph.retain.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.store.audit.Hash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * One event in a file: {@code {"hash":"…","seq":7,"id":…,…,"payload":{…}}}. The hash is that of the hash before it and of all
 * bytes of the line behind its own comma, so that it is checked on the bytes as they are.
 */
final class ArchiveLine {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] BEGIN = ascii("{\"hash\":\"");
    private static final byte[] BEHIND_HASH = ascii("\",");
    private static final byte[] SEQ = ascii("\"seq\":");
    private static final int HASH_DIGITS = 64;
    private static final int CONTENT_FROM = BEGIN.length + HASH_DIGITS + BEHIND_HASH.length;
    private static final int MOST_DIGITS = 18;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final byte[] line;
    private final long seq;
    private final int eventFrom;

    private ArchiveLine(byte[] line, long seq, int eventFrom) {
        this.line = line;
        this.seq = seq;
        this.eventFrom = eventFrom;
    }

    /** An event as it stands in a line behind its number. */
    static byte[] event(JournaledEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("id", event.id());
            json.writeBooleanField("own_id", event.hasOwnId());
            json.writeStringField("timestamp", TIME.format(instant(event.timestamp())));
            json.writeStringField("received_at", TIME.format(instant(event.receivedAt())));
            json.writeStringField("type", event.type());
            json.writeStringField("source", event.source());
            json.writeStringField("agent_id", event.agentId());
            json.writeStringField("project", event.project());
            String payload = event.payload().text();
            boolean fits = payload.indexOf('\n') < 0 && payload.indexOf('\r') < 0;
            if (!fits) {
                // Line ends between tokens would end the line; as a text the payload stays what it was.
                json.writeStringField("payload_text", payload);
            }
            json.writeFieldName("payload");
            json.writeRawValue(fits ? payload : payload.replaceAll("[\r\n]", " "));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes all bytes", e);
        }
        byte[] object = bytes.toByteArray();
        return Arrays.copyOfRange(object, 1, object.length);
    }

    /** The line of an event at its place in a chain. */
    static ArchiveLine behind(Hash previous, long seq, byte[] event) {
        byte[] number = ascii("\"seq\":" + seq + ",");
        byte[] content = new byte[number.length + event.length];
        System.arraycopy(number, 0, content, 0, number.length);
        System.arraycopy(event, 0, content, number.length, event.length);
        ByteArrayOutputStream line = new ByteArrayOutputStream(CONTENT_FROM + content.length);
        line.writeBytes(BEGIN);
        line.writeBytes(ascii(previous.then(content).toString()));
        line.writeBytes(BEHIND_HASH);
        line.writeBytes(content);
        return new ArchiveLine(line.toByteArray(), seq, CONTENT_FROM + number.length);
    }

    /** A line as it was found, without its end; null if it is none of an archive. */
    static ArchiveLine read(byte[] line) {
        int from = CONTENT_FROM + SEQ.length;
        if (line.length <= from
                || !startsWith(line, 0, BEGIN)
                || !startsWith(line, BEGIN.length + HASH_DIGITS, BEHIND_HASH)
                || !startsWith(line, CONTENT_FROM, SEQ)) {
            return null;
        }
        long seq = 0;
        int at = from;
        while (at < line.length && line[at] >= '0' && line[at] <= '9' && at - from < MOST_DIGITS) {
            seq = seq * 10 + line[at++] - '0';
        }
        return at > from && at < line.length && line[at] == ',' ? new ArchiveLine(line, seq, at + 1) : null;
    }

    byte[] bytes() {
        return line;
    }

    long seq() {
        return seq;
    }

    /** The hash that the line says it has. */
    String hash() {
        return new String(line, BEGIN.length, HASH_DIGITS, StandardCharsets.ISO_8859_1);
    }

    /** Whether it follows this hash. */
    boolean follows(Hash previous) {
        return previous.then(Arrays.copyOfRange(line, CONTENT_FROM, line.length))
                .toString()
                .equals(hash());
    }

    boolean says(byte[] event) {
        return Arrays.equals(line, eventFrom, line.length, event, 0, event.length);
    }

    /** The event that it holds. Throws IOException where it holds none. */
    JournaledEvent event() throws IOException {
        Map<String, String> texts = new HashMap<>();
        String payload = null;
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                if (field.equals("payload")) {
                    int from = (int) json.currentTokenLocation().getByteOffset();
                    json.skipChildren();
                    int to = (int) json.currentLocation().getByteOffset();
                    payload = new String(line, from, to - from, StandardCharsets.UTF_8);
                } else {
                    texts.put(field, json.getValueAsString());
                }
            }
            boolean own = Boolean.parseBoolean(texts.get("own_id"));
            return new JournaledEvent(
                    texts.get("project"),
                    micros(texts.get("received_at")),
                    micros(texts.get("timestamp")),
                    own ? null : UUID.fromString(texts.get("id")),
                    own ? texts.get("id") : null,
                    texts.get("type"),
                    texts.get("source"),
                    texts.get("agent_id"),
                    texts.getOrDefault("payload_text", payload));
        } catch (RuntimeException e) {
            throw new IOException("line " + seq + " holds no event: " + e.getMessage(), e);
        }
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static long micros(String time) {
        Instant instant = Instant.parse(time);
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] what) {
        return bytes.length >= at + what.length && Arrays.equals(bytes, at, at + what.length, what, 0, what.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
