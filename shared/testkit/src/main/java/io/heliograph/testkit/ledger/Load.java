package io.heliograph.testkit.ledger;

import io.heliograph.testkit.ledger.Batch.Status;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Senders that post batches to a hub until they are stopped, try again as a good sender does, and keep a ledger. */
public final class Load implements AutoCloseable {
    /** How many senders, how often each begins a batch, how long it waits for an answer, how often it tries. */
    public record Shape(int senders, Duration every, Duration patience, int tries) {
        /** Fifty batches a second from eight senders who do not give up easily. */
        public static final Shape STEADY = new Shape(8, Duration.ofMillis(160), Duration.ofSeconds(10), 1000);
    }

    private static final Pattern TAKEN = Pattern.compile("\"accepted\":(\\d+).*\"duplicates\":(\\d+)");
    private static final long RETRY_NANOS = Duration.ofMillis(25).toNanos();

    private final Supplier<String> url;
    private final Ledger ledger;
    private final Shape shape;
    private final HttpClient client;
    private final List<Thread> senders = new ArrayList<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile boolean stopped;

    private Load(Supplier<String> url, Ledger ledger, Shape shape) {
        this.url = url;
        this.ledger = ledger;
        this.shape = shape;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(shape.patience())
                .build();
    }

    /** Begins to send to the hub that is at the address at the time. */
    public static Load start(Supplier<String> url, Ledger ledger, Shape shape) {
        Load load = new Load(url, ledger, shape);
        for (int i = 0; i < shape.senders(); i++) {
            Thread sender = new Thread(load::send, "sender " + i);
            sender.setDaemon(true);
            sender.start();
            load.senders.add(sender);
        }
        return load;
    }

    /** Waits until so many more requests went without an answer. */
    public void awaitUnanswered(int requests) {
        for (int until = unanswered.get() + requests; unanswered.get() < until; ) {
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    /** Answers that no sender should get. */
    public List<String> surprises() {
        return List.copyOf(surprises);
    }

    /** How long the slowest of a hundred waited for an acknowledgement that came at the first try. */
    public Duration slowestOfAHundred() {
        List<Long> sorted = nanos.stream().sorted().toList();
        return Duration.ofNanos(sorted.isEmpty() ? 0 : sorted.get(sorted.size() * 99 / 100));
    }

    /** Begins no more batches, and returns once every one that was begun is settled as far as it can be. */
    @Override
    public void close() {
        stopped = true;
        try {
            for (Thread sender : senders) {
                sender.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void send() {
        for (long next = System.nanoTime(); !stopped; next += shape.every().toNanos()) {
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            next = Math.max(next, System.nanoTime() - shape.every().toNanos());
            Batch batch = ledger.next();
            ledger.settle(batch, settle(batch));
        }
    }

    /** Tries until there is a clear answer; what may have been taken before is never called refused. */
    private Status settle(Batch batch) {
        Status without = Status.REFUSED;
        String body = batch.body();
        for (int attempt = 0; attempt < shape.tries(); attempt++) {
            Status answer = attempt(batch, body, attempt == 0);
            if (answer == Status.ACKED) {
                return answer;
            }
            if (answer == Status.UNKNOWN) {
                without = Status.UNKNOWN;
                if (!batch.hasOwnIds()) {
                    return without;
                }
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
        return without;
    }

    private Status attempt(Batch batch, String body, boolean first) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url.get() + "/events"))
                    .timeout(shape.patience())
                    .header("Content-Type", "application/x-ndjson")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            long begun = System.nanoTime();
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            Status status = read(batch, answer);
            if (first && status == Status.ACKED) {
                nanos.add(System.nanoTime() - begun);
            }
            return status;
        } catch (ConnectException nobodyThere) {
            return Status.REFUSED;
        } catch (IOException noAnswer) {
            unanswered.incrementAndGet();
            return Status.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Status.UNKNOWN;
        }
    }

    /**
     * Without ids there are no duplicates; with ids those of an earlier try count. Only an answer that asks to come again is
     * a clear no: after a flush that failed, what was written may come to light at the next start.
     */
    private Status read(Batch batch, HttpResponse<String> answer) {
        int status = answer.statusCode();
        Matcher taken = TAKEN.matcher(answer.body());
        if (status == 202 && taken.find()) {
            int all = Integer.parseInt(taken.group(1)) + Integer.parseInt(taken.group(2));
            if (all == batch.events()) {
                return Status.ACKED;
            }
        }
        boolean asksToWait = (status == 503 || status == 429)
                && answer.headers().firstValue("retry-after").isPresent();
        if (!asksToWait) {
            surprises.add(status + " " + answer.body());
        }
        return asksToWait ? Status.REFUSED : Status.UNKNOWN;
    }
}
