package io.heliograph.web.limits;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Lets batches through to the journal: within their project's rate, its share of the queue, and what the disk takes now. */
public final class Admission {
    /** Whose body needs longer gives his place to others meanwhile, so that slow senders keep nobody out. */
    private static final long PROMPT = TimeUnit.SECONDS.toNanos(1);

    private final Rates rates;
    private final AdaptiveLimit limit;
    private final SharedRoom places;
    private final SharedRoom queue;
    private final LongSupplier nanos;
    private final Deque<Place> reading = new ArrayDeque<>();

    /** {@code queueSize} is how many bytes may wait for the journal's disk. */
    public Admission(LimitsConfig config, long queueSize, LongSupplier nanos) {
        rates = new Rates(config, nanos);
        limit = new AdaptiveLimit(config, nanos);
        places = new SharedRoom(limit::now, config.projectShare());
        queue = new SharedRoom(queueSize, config.projectShare());
        this.nanos = nanos;
    }

    /** Lets a request of the project in, or throws Refused; before its body is read. */
    public Place enter(String project) {
        rates.check(project);
        Place place = new Place(project);
        synchronized (reading) {
            passOverTheSlow(place.entered);
            if (!place.claim.tryGrow(1)) {
                throw Overload.refused(
                        "The journal's disk is slow, and this project has as much under way as it takes now.");
            }
            reading.add(place);
        }
        return place;
    }

    /** Those before whom nobody else waits leave the line as soon as they are read. */
    private void passOverTheSlow(long now) {
        Place first = reading.peek();
        while (first != null && (first.read || first.left || now - first.entered > PROMPT)) {
            reading.remove();
            first.giveUp();
            first = reading.peek();
        }
    }

    /** How many requests may be under way at present. */
    public int limit() {
        return limit.now();
    }

    /** How many requests are under way, but for those whose bodies arrive slowly. */
    public long underWay() {
        return places.held();
    }

    /** One request's place among those that are under way. */
    public final class Place {
        private final String project;
        private final SharedRoom.Claim claim;
        private final long entered = nanos.getAsLong();
        private boolean read;
        private boolean left;

        private Place(String project) {
            this.project = project;
            claim = places.claim(project);
        }

        /** Takes what the body held off the project's rate. Throws Refused when others of the project were quicker. */
        public void charge(int events, int bytes) {
            rates.charge(project, events, bytes);
        }

        /** Appends a batch of so many bytes. Who was let in is not refused for the limit having fallen meanwhile. */
        public <T> Future<T> append(long bytes, Supplier<Future<T>> append) {
            SharedRoom.Claim waiting = queue.claim(project);
            if (!waiting.tryGrow(bytes)) {
                throw Overload.refused("This project fills its share of what may wait for the journal's disk.");
            }
            settle();
            long began = nanos.getAsLong();
            return append.get().onComplete(done -> {
                waiting.release();
                if (done.succeeded()) {
                    limit.took(nanos.getAsLong() - began);
                }
            });
        }

        /** The request is answered, one way or the other. */
        public void leave() {
            synchronized (reading) {
                left = true;
                claim.release();
            }
        }

        private void settle() {
            synchronized (reading) {
                read = true;
                claim.growTo(left ? 0 : 1);
            }
        }

        private void giveUp() {
            if (!read) {
                claim.release();
            }
        }
    }
}
