package io.heliograph.exporters.line;

import io.heliograph.contracts.settings.Units;
import io.heliograph.exporter.EventRefused;
import io.heliograph.exporter.ExportedEvent;
import io.heliograph.exporter.Exporter;
import io.heliograph.flow.Tail;
import io.heliograph.flow.Turns;
import io.heliograph.journal.Journal;
import io.heliograph.journal.Journal.Entry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal for one exporter, from its own place. A batch stays in hand until the exporter has taken it; then its
 * end is the new place. Nothing else is in memory: what waits behind the batch lies in the journal. Belongs to one context.
 */
public final class ExportLine {
    private static final Logger LOG = LoggerFactory.getLogger(ExportLine.class);
    private static final int PAGE_EVENTS = 1_000;
    private static final long LOOK_AGAIN_MS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final ExporterConfig config;
    private final Exporter exporter;
    private final Journal journal;
    private final Place place;
    private final Clock clock;
    private final ExporterFigures figures;
    private final ExportThread thread;
    private final Circuit circuit;
    private final Turns turns = new Turns();
    private Tail<Entry> tail;
    private Batch batch;
    private long ageTimer = -1;
    private boolean late;
    private boolean stopping;
    private boolean stopped;

    /** {@code directory} is where places are kept. */
    public ExportLine(
            Vertx vertx, ExporterConfig config, Journal journal, Path directory, Clock clock, ExporterFigures figures) {
        this.vertx = vertx;
        this.config = config;
        this.exporter = config.exporter();
        this.journal = journal;
        this.place = new Place(config, journal, directory);
        this.clock = clock;
        this.figures = figures;
        this.thread = new ExportThread(vertx, config.name());
        this.circuit = new Circuit(
                config.breakerFailures(), config.breakerReset(), config.longestPause(), RandomGenerator.getDefault());
    }

    /** Finds its place, and goes on from there. */
    public Future<Void> start() {
        long end = journal.end();
        return aside(() -> place.find(end)).compose(position -> {
            place.moved(position, true);
            figures.at(position);
            batch = new Batch(journal.id(), config.filter(), position);
            tail = new Tail<>(
                    position,
                    from -> journal.readAfter(from, PAGE_EVENTS),
                    (from, entries) -> turns.take(() -> take(entries, 0)),
                    Entry::next,
                    this::unreadable);
            return place.hold().onSuccess(held -> tail.wake());
        });
    }

    /** Looks again at the journal. */
    public void wake() {
        if (tail != null && !stopped) {
            tail.wake();
        }
    }

    /** Looks after what has no notice: the place where nothing was to be exported, and what the journal keeps for it. */
    public void tick() {
        wake();
        if (tail != null && !stopped) {
            if (batch.isEmpty() && batch.next() > place.kept()) {
                turns.take(this::keepIfEmpty);
            }
            place.hold();
        }
    }

    /** Hands over all that was accepted, if the target takes it at once, and lets go. */
    public Future<Void> stop() {
        if (tail == null) {
            return close();
        }
        tail.wake();
        Promise<Void> last = Promise.promise();
        long look = vertx.setPeriodic(LOOK_AGAIN_MS, again -> {
            if (circuit.failuresInARow() > 0) {
                last.tryComplete();
            } else if (!stopping && tail.cursor() >= journal.end()) {
                stopping = true;
                turns.take(this::flush).onComplete(done -> last.tryComplete());
            }
        });
        long timer = vertx.setTimer(PATIENCE.toMillis(), late -> last.tryComplete());
        return last.future().compose(done -> {
            vertx.cancelTimer(look);
            vertx.cancelTimer(timer);
            tail.stop();
            return close();
        });
    }

    private Future<Void> close() {
        stopped = true;
        Promise<Void> closed = Promise.promise();
        thread.run(
                        () -> {
                            exporter.close();
                            return null;
                        },
                        CLOSING,
                        () -> closed.tryComplete())
                .onComplete(done -> closed.tryComplete());
        return closed.future().onComplete(done -> thread.stop());
    }

    /** Takes the entries from an index on; completes once there is room for more. */
    private Future<Void> take(List<Entry> entries, int first) {
        for (int i = first; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.position() > batch.next()) {
                missed(batch.next(), entry.position());
            }
            batch.add(entry);
            if (batch.bytes() >= config.batchSize()) {
                int rest = i + 1;
                return flush().compose(done -> take(entries, rest));
            }
        }
        if (!batch.isEmpty()) {
            figures.waiting(batch.events().get(0).receivedAt());
            if (config.batchAge().isZero()) {
                return flush();
            }
            if (ageTimer < 0) {
                ageTimer = vertx.setTimer(config.batchAge().toMillis(), aged -> turns.take(this::flush));
            }
        }
        return Future.succeededFuture();
    }

    private void missed(long from, long to) {
        figures.missed(to - from);
        LOG.error(
                "exporter {}: {} events from position {} on are no longer in the journal and are not exported; see {}",
                config.name(),
                to - from,
                from,
                "exporters." + config.name() + ".max-backlog");
    }

    /** Hands over the batch, as often as it takes; the next one begins behind it. */
    private Future<Void> flush() {
        if (ageTimer >= 0) {
            vertx.cancelTimer(ageTimer);
            ageTimer = -1;
        }
        if (batch.isEmpty()) {
            return Future.succeededFuture();
        }
        figures.waiting(batch.events().get(0).receivedAt());
        Promise<Void> taken = Promise.promise();
        attempt(taken);
        return taken.future();
    }

    private void attempt(Promise<Void> taken) {
        if (stopped) {
            taken.tryFail("the exporter is stopped");
            return;
        }
        circuit.tries();
        figures.stands(circuit.state(), figures.trouble());
        List<ExportedEvent> events = batch.events();
        long next = batch.next();
        aside(() -> export(events, next))
                .onSuccess(isKept -> {
                    taken(isKept);
                    taken.complete();
                })
                .onFailure(cause -> failed(cause, taken));
    }

    /** Whether the new place could be kept; that it could not does not make the export undone. */
    private boolean export(List<ExportedEvent> events, long next) throws Exception {
        if (!events.isEmpty()) {
            exporter.export(events);
        }
        return place.keep(next);
    }

    private Future<Void> keepIfEmpty() {
        long next = batch.next();
        if (!batch.isEmpty() || next == place.kept()) {
            return Future.succeededFuture();
        }
        return aside(() -> place.keep(next)).onSuccess(this::taken).mapEmpty();
    }

    private void taken(boolean isKept) {
        if (circuit.failuresInARow() > 0 && !batch.isEmpty()) {
            LOG.info("exporter {}: its target takes events again", config.name());
        }
        if (!batch.isEmpty()) {
            circuit.succeeded();
            figures.stands(circuit.state(), null);
        }
        figures.exported(batch.events().size(), batch.bytes());
        figures.leftOut(batch.leftOut());
        figures.at(batch.next());
        figures.waiting(null);
        place.moved(batch.next(), isKept);
        batch = new Batch(journal.id(), config.filter(), batch.next());
    }

    private void failed(Throwable cause, Promise<Void> taken) {
        if (cause instanceof EventRefused refused && batch.events().contains(refused.event())) {
            figures.refused(said(cause), clock.instant());
            LOG.error(
                    "exporter {}: its target never takes event {} of position {}, which is left out: {}",
                    config.name(),
                    refused.event().id(),
                    refused.event().position(),
                    said(cause));
            batch.remove(refused.event());
            attempt(taken);
            return;
        }
        String said = late ? noAnswer() : said(cause);
        if (circuit.failuresInARow() == 0) {
            LOG.warn(
                    "exporter {}: its target takes nothing for now; events wait in the journal: {}",
                    config.name(),
                    said);
        }
        long pause = circuit.failed();
        figures.failed(circuit.state(), batch.events().size(), said, clock.instant());
        vertx.setTimer(pause, again -> attempt(taken));
    }

    private <T> Future<T> aside(Callable<T> work) {
        late = false;
        return thread.run(work, config.timeout(), () -> {
            late = true;
            figures.stands(circuit.state(), noAnswer());
        });
    }

    private String noAnswer() {
        return "no answer within " + Units.formatMillis(config.timeout().toMillis());
    }

    /** What an operator sees of a failure: the first line, and not without end. */
    private static String said(Throwable cause) {
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String line = text.lines().findFirst().orElse("");
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }

    /** Asked again at the next tick. */
    private void unreadable(Throwable cause) {
        figures.stands(circuit.state(), "the journal cannot be read: " + said(cause));
    }
}
