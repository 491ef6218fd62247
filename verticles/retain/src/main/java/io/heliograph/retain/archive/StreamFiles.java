package io.heliograph.retain.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heliograph.retain.archive.Finding.Kind;
import io.heliograph.store.audit.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The manifests of one stream, and word of how far they go, so that one that is gone from the end is missed. */
final class StreamFiles {
    private static final String HEAD = "head.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ArchiveTarget target;
    private final String stream;

    StreamFiles(ArchiveTarget target, String stream) {
        this.target = target;
        this.stream = stream;
    }

    /** How far a stream goes: the last number, and the hash of the manifest that bears it. */
    record Head(long number, Hash hash) {}

    /** The names of the manifests by their numbers. */
    TreeMap<Long, String> names() throws IOException {
        TreeMap<Long, String> byNumber = new TreeMap<>();
        for (String name : target.names(stream)) {
            Manifest.numberOf(name).ifPresent(number -> byNumber.put(number, name));
        }
        return byNumber;
    }

    /** One manifest. Throws Damaged if a byte of it is not as it was written. */
    Manifest read(String name) throws IOException {
        return Manifest.read(target, stream, name)
                .orElseThrow(() -> damaged(name, Kind.MANIFEST_DAMAGED, "the manifest was altered"));
    }

    /** The manifests of one day. */
    List<Manifest> of(LocalDate day) throws IOException {
        List<Manifest> manifests = new ArrayList<>();
        for (String name : names().values()) {
            if (Manifest.dayOf(name).equals(day)) {
                manifests.add(read(name));
            }
        }
        return manifests;
    }

    /** The last manifest, behind which the next one comes. Throws Damaged if there were more. */
    Optional<Manifest> last() throws IOException {
        Map.Entry<Long, String> last = names().lastEntry();
        Head head = head();
        if (head.number() > (last == null ? 0 : last.getKey())) {
            throw missing(last == null ? 1 : last.getKey() + 1, head.number());
        }
        return last == null ? Optional.empty() : Optional.of(read(last.getValue()));
    }

    /** How far the stream is known to go. A crash may leave it one file behind. */
    Head head() throws IOException {
        try (InputStream in = target.open(stream, HEAD)) {
            JsonNode json = JSON.readTree(in);
            return new Head(
                    json.path("number").asLong(), Hash.parse(json.path("hash").asText()));
        } catch (NoSuchFileException e) {
            return new Head(0, Hash.NONE);
        } catch (Unreachable e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(HEAD, Kind.MANIFEST_DAMAGED, "it does not say any more how far the stream goes");
        }
    }

    void moveHead(Manifest to) throws IOException {
        String text = JSON.createObjectNode()
                .put("number", to.number())
                .put("hash", to.hash().toString())
                .toString();
        Files.writeString(target.scratch(stream, HEAD), text + "\n");
        target.keep(stream, HEAD);
    }

    Damaged missing(long from, long to) {
        String which = from == to ? "manifest " + from + " is" : "manifests " + from + " to " + to + " are";
        return damaged("%06d".formatted(from), Kind.MANIFEST_MISSING, which + " missing");
    }

    Damaged damaged(String file, Kind kind, String detail) {
        return new Damaged(new Finding(stream, file, kind, 0, detail));
    }
}
