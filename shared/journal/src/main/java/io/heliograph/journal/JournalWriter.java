package io.heliograph.journal;

import static io.heliograph.contracts.problems.ProblemKind.JOURNAL_FAILED;

import io.heliograph.contracts.problems.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that writes: takes everything that waits, writes it, forces it once, answers. */
final class JournalWriter {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

    private final LogEnd log;
    private final AppendQueue queue;
    private final RecentEntries recent;
    private final Consumer<Throwable> onFatal;
    private final Runnable onStopped;
    private volatile String refusing;
    private volatile String failed;

    JournalWriter(
            LogEnd log, AppendQueue queue, RecentEntries recent, Consumer<Throwable> onFatal, Runnable onStopped) {
        this.log = log;
        this.queue = queue;
        this.recent = recent;
        this.onFatal = onFatal;
        this.onStopped = onStopped;
    }

    void start() {
        Thread thread = new Thread(this::run, "journal-writer");
        thread.setDaemon(true);
        thread.start();
    }

    /** Why the last appends were refused, while that lasts; null otherwise. */
    String refusing() {
        return refusing;
    }

    /** What ended the acknowledging for good; null as long as the journal can be written. */
    String failed() {
        return failed;
    }

    private void run() {
        List<Append> taken = List.of();
        try (log) {
            for (taken = queue.take(); taken != null; taken = queue.take()) {
                if (taken.isEmpty()) {
                    refusing = null; // so that a node which was taken out of service is sent events again
                } else {
                    commit(taken);
                }
            }
        } catch (Throwable e) {
            fail(e, taken == null ? List.of() : taken);
        } finally {
            onStopped.run();
        }
    }

    private void commit(List<Append> taken) throws IOException {
        List<Append> group = new ArrayList<>();
        long bytes = 0;
        for (Append append : taken) {
            if (!log.fits(bytes + append.size(), group.isEmpty())) {
                store(group, bytes);
                group = new ArrayList<>();
                bytes = 0;
                if (!hasRoom(append)) {
                    continue;
                }
            }
            group.add(append);
            bytes += append.size();
        }
        store(group, bytes);
    }

    private boolean hasRoom(Append append) throws IOException {
        try {
            if (!log.fits(append.size(), true)) {
                log.roll();
            }
            return true;
        } catch (NotTaken e) {
            refuse(List.of(append), append.size(), e);
            return false;
        }
    }

    private void store(List<Append> group, long bytes) throws IOException {
        if (group.isEmpty()) {
            return;
        }
        long from = log.end();
        try {
            log.append(group, bytes);
        } catch (NotTaken e) {
            refuse(group, bytes, e);
            return;
        }
        refusing = null;
        acknowledge(group, bytes, from);
    }

    private void acknowledge(List<Append> group, long bytes, long from) {
        queue.settled(bytes);
        long position = from;
        for (Append append : group) {
            recent.add(new Journal.Entry(position, append.count(), append.batch()));
            position += append.count();
            append.acknowledge(position);
        }
    }

    private void refuse(List<Append> group, long bytes, NotTaken cause) {
        if (refusing == null) {
            LOG.warn("The journal refuses events until its disk takes them again: {}", cause.getMessage());
        }
        refusing = "the journal's disk takes no more: " + cause.getMessage();
        queue.settled(bytes);
        group.forEach(append -> append.refuse(AppendQueue.full(refusing, 2)));
    }

    private void fail(Throwable cause, List<Append> unanswered) {
        failed = "the journal could not be made durable: " + cause.getMessage();
        LOG.error("The journal of this node has failed; it acknowledges nothing any more", cause);
        Problem problem = Problem.of(JOURNAL_FAILED, failed);
        queue.end(problem);
        // Those of them that were acknowledged before keep that answer.
        unanswered.forEach(append -> append.refuse(problem));
        queue.rest().forEach(append -> append.refuse(problem));
        onFatal.accept(cause);
    }
}
