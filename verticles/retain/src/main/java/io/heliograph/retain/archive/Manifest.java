package io.heliograph.retain.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.store.audit.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file of an archive holds, in a file beside it: one JSON object whose last members are the hash of all before them
 * and, where manifests are signed, the signature of that hash. It names the manifest before it by its hash.
 */
public record Manifest(
        String stream,
        long number,
        LocalDate day,
        long firstSeq,
        long events,
        Instant from,
        Instant to,
        Hash last,
        long bytes,
        Hash content,
        Hash previous,
        Instant writtenAt,
        Hash hash,
        String signature) {
    static final String SUFFIX = ".manifest.json";
    static final String DATA_SUFFIX = ".ndjson.gz";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VERSION = 1;
    private static final int MOST_BYTES = 64 << 10;
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9_]+)-(\\d{4}-\\d{2}-\\d{2})-(\\d{6,})\\.manifest\\.json");
    private static final Pattern END =
            Pattern.compile("(?s)(\\{.*),\"hash\":\"([0-9a-f]{64})\"(?:,\"signature\":\"([A-Za-z0-9+/=]+)\")?\\}\n");

    /** The number behind the last event. */
    public long nextSeq() {
        return firstSeq + events;
    }

    /** About how many packed bytes its file has up to this event. */
    long bytesUpTo(long seq) {
        return events == 0 ? 0 : bytes * (seq - firstSeq) / events;
    }

    /** The name of the file that it tells of. */
    public String file() {
        return base(stream, day, number) + DATA_SUFFIX;
    }

    /** Its own name. */
    public String name() {
        return base(stream, day, number) + SUFFIX;
    }

    static String base(String stream, LocalDate day, long number) {
        return "%s-%s-%06d".formatted(stream, day, number);
    }

    /** The number in a manifest's name; empty for another file's name. */
    static Optional<Long> numberOf(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches() ? Optional.of(Long.parseLong(parts.group(3))) : Optional.empty();
    }

    /** The day in a manifest's name. */
    static LocalDate dayOf(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw new IllegalArgumentException(name);
        }
        return LocalDate.parse(parts.group(2));
    }

    /** The same with its hash, and a signature if there is a signer. */
    Manifest sealed(Signer signer) {
        Hash sealed = Hash.of(body().getBytes(StandardCharsets.UTF_8));
        return new Manifest(
                stream,
                number,
                day,
                firstSeq,
                events,
                from,
                to,
                last,
                bytes,
                content,
                previous,
                writtenAt,
                sealed,
                signer == null ? null : signer.sign(sealed));
    }

    String text() {
        String signed = signature == null ? "" : ",\"signature\":\"" + signature + "\"";
        return body() + ",\"hash\":\"" + hash + "\"" + signed + "}\n";
    }

    /** Reads a manifest; empty if a byte of it is not as it was written. */
    static Optional<Manifest> read(ArchiveTarget target, String stream, String name) throws IOException {
        byte[] bytes;
        try (InputStream in = target.open(stream, name)) {
            bytes = in.readNBytes(MOST_BYTES);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        Matcher end = END.matcher(text);
        if (!end.matches()
                || !Hash.of(end.group(1).getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .equals(end.group(2))) {
            return Optional.empty();
        }
        Manifest manifest = of(JSON.readTree(text), end.group(3));
        return manifest.text().equals(text) && manifest.name().equals(name) ? Optional.of(manifest) : Optional.empty();
    }

    private static Manifest of(JsonNode json, String signature) {
        return new Manifest(
                json.path("stream").asText(),
                json.path("number").asLong(),
                LocalDate.parse(json.path("day").asText()),
                json.path("first_seq").asLong(),
                json.path("events").asLong(),
                Instant.parse(json.path("from").asText()),
                Instant.parse(json.path("to").asText()),
                Hash.parse(json.path("last_hash").asText()),
                json.path("bytes").asLong(),
                Hash.parse(json.path("sha256").asText()),
                Hash.parse(json.path("previous").asText()),
                Instant.parse(json.path("written_at").asText()),
                Hash.parse(json.path("hash").asText()),
                signature);
    }

    /** All before the hash, without the closing brace. */
    private String body() {
        ObjectNode json = JSON.createObjectNode()
                .put("version", VERSION)
                .put("stream", stream)
                .put("number", number)
                .put("day", day.toString())
                .put("file", file())
                .put("first_seq", firstSeq)
                .put("events", events)
                .put("from", from.toString())
                .put("to", to.toString())
                .put("last_hash", last.toString())
                .put("bytes", bytes)
                .put("sha256", content.toString())
                .put("previous", previous.toString())
                .put("written_at", writtenAt.toString());
        String text = json.toString();
        return text.substring(0, text.length() - 1);
    }
}
