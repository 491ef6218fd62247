package io.heliograph.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/**
 * Bytes that stay the same while the hub runs. They are made and packed when somebody first asks, off the event loop, so
 * that a start does not wait for them; and they are not sent to those who have them.
 */
public final class FixedAnswer {
    private record Prepared(Buffer plain, Buffer packed, String tag) {}

    private final String contentType;
    private final Supplier<byte[]> source;
    private volatile Prepared prepared;

    public FixedAnswer(String contentType, Supplier<byte[]> source) {
        this.contentType = contentType;
        this.source = source;
    }

    public static FixedAnswer ofResource(String contentType, String resource) {
        return new FixedAnswer(contentType, () -> read(resource));
    }

    public void handle(RoutingContext http) {
        Prepared ready = prepared;
        if (ready != null) {
            send(http, ready);
            return;
        }
        http.vertx()
                .executeBlocking(this::prepare, false)
                .onSuccess(made -> send(http, made))
                .onFailure(http::fail);
    }

    private synchronized Prepared prepare() {
        if (prepared == null) {
            byte[] bytes = source.get();
            prepared = new Prepared(Buffer.buffer(bytes), Buffer.buffer(pack(bytes)), tag(bytes));
        }
        return prepared;
    }

    private void send(RoutingContext http, Prepared ready) {
        HttpServerResponse response = http.response()
                .putHeader(HttpHeaders.ETAG, "W/" + ready.tag)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        String known = http.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && known.contains(ready.tag)) {
            response.setStatusCode(304).end();
            return;
        }
        boolean takesGzip = takesGzip(http);
        // Naming an encoding, even identity, keeps the server from packing the bytes again on the event loop.
        response.putHeader(HttpHeaders.CONTENT_ENCODING, takesGzip ? "gzip" : "identity")
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .end(takesGzip ? ready.packed.slice() : ready.plain.slice());
    }

    private static boolean takesGzip(RoutingContext http) {
        return http.parsedHeaders().acceptEncoding().stream()
                .anyMatch(coding -> coding.value().equals("gzip") && coding.weight() > 0);
    }

    private static byte[] read(String resource) {
        try (InputStream in = FixedAnswer.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tag(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return "\"" + bytes.length + "-" + Long.toHexString(sum.getValue()) + "\"";
    }

    private static byte[] pack(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length / 3);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
