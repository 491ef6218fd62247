package io.heliograph.launcher.commands.bench.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.heliograph.launcher.commands.client.KeyHeader;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * The requests of one connection, written down before the first is sent: what is left to do is to put times and ids into
 * them. Compressed ones are compressed anew each time, which is most of their price.
 */
final class Requests {
    private static final int ENOUGH_BYTES = 256 << 10;
    private static final int MOST = 8;

    private final Load load;
    private final Stamps stamps;
    private final List<Body> bodies;
    private int next;

    Requests(Load load, Stamps stamps, Random random) {
        this.load = load;
        this.stamps = stamps;
        int count = Math.max(1, Math.min(MOST, ENOUGH_BYTES / (load.batch() * load.size() + 1)));
        this.bodies = IntStream.range(0, count).mapToObj(i -> prepared(random)).toList();
    }

    /** The next request as it goes over the wire; valid until the next call. */
    Buffer next() {
        Body body = bodies.get(next);
        next = (next + 1) % bodies.size();
        return load.gzip() ? compressed(body.stamped(stamps)) : body.stamped(stamps);
    }

    private Body prepared(Random random) {
        SampleEvent plain = SampleEvent.random(random, 1, load.agents(), 0);
        int note = JsonEvents.noteLength(plain, load.size(), load.ownIds());
        List<SampleEvent> events = IntStream.range(0, load.batch())
                .mapToObj(i -> SampleEvent.random(random, load.types(), load.agents(), note))
                .toList();
        Body body = load.format().body(events, load.ownIds());
        return load.gzip() ? body : body.behind(head(body.length()));
    }

    private Buffer compressed(Buffer body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length() / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every write", e);
        }
        return head(packed.size()).appendBytes(packed.toByteArray());
    }

    private Buffer head(int length) {
        StringBuilder head = new StringBuilder()
                .append("POST ")
                .append(load.path())
                .append("/events HTTP/1.1\r\nHost: ")
                .append(load.url().getAuthority())
                .append("\r\nContent-Type: ")
                .append(load.format().contentType())
                .append("\r\nContent-Length: ")
                .append(length);
        if (load.key() != null) {
            KeyHeader shown = KeyHeader.of(load.key());
            head.append("\r\n").append(shown.name()).append(": ").append(shown.value());
        }
        if (load.gzip()) {
            head.append("\r\nContent-Encoding: gzip");
        }
        return Buffer.buffer(head.append("\r\n\r\n").toString().getBytes(US_ASCII));
    }
}
