package io.heliograph.audit;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.flow.Loop;
import io.heliograph.store.audit.AuditExpiry;
import io.heliograph.store.audit.AuditLog;
import io.heliograph.store.audit.ChainEntry;
import io.heliograph.store.audit.ChainEntry.Content;
import io.heliograph.store.audit.ChainEntry.Head;
import io.heliograph.web.audit.Act;
import io.heliograph.web.audit.Origin;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what waits at the end of this node's chain, in batches. What could not be written stays and is tried again; whether a
 * batch whose answer was lost took effect is read off the chain. Belongs to one context; not to be called while it is busy.
 */
final class AuditWriter {
    /** The operation of an entry that says that somebody else wrote into the chain, or cut it off. */
    static final String BROKEN = "audit.broken";

    private static final Logger LOG = LoggerFactory.getLogger(AuditWriter.class);
    private static final int MOST = 500;

    private final AuditQueue queue;
    private final AuditLog log;
    private final AuditExpiry expiry;
    private final AuditFigures figures;
    private final UUID chain;
    private final String node;
    private final InstantSource clock;
    private List<ChainEntry> underWay = List.of();
    private Head head;
    private Head expected;

    AuditWriter(
            AuditQueue queue,
            AuditLog log,
            AuditExpiry expiry,
            AuditFigures figures,
            UUID chain,
            String node,
            InstantSource clock) {
        this.queue = queue;
        this.log = log;
        this.expiry = expiry;
        this.figures = figures;
        this.chain = chain;
        this.node = node;
        this.clock = clock;
    }

    /** The last entry that is known to be written; null until the chain has been read. */
    Head head() {
        return head;
    }

    /** Writes all that waits. */
    Future<Void> flush() {
        return Loop.whileMore(() -> ready().compose(known -> {
            if (underWay.isEmpty()) {
                seal(queue.take(MOST));
            }
            if (underWay.isEmpty()) {
                return Future.succeededFuture(false);
            }
            return log.append(underWay).onFailure(cause -> forget()).map(written -> {
                wrote();
                return true;
            });
        }));
    }

    /** Forgets entries from before this time, and says so at the end of the chain; tells whether there may be more. */
    Future<Boolean> expire(Instant before) {
        return flush().compose(flushed -> expiry.run(before, head, this::statement))
                .onFailure(cause -> forget())
                .map(next -> {
                    next.ifPresent(moved -> {
                        head = moved;
                        figures.wrote(1);
                    });
                    return next.isPresent();
                });
    }

    private Future<Void> ready() {
        return head != null
                ? Future.succeededFuture()
                : log.head(chain).map(found -> {
                    settle(found);
                    return null;
                });
    }

    /** After a failure only the chain itself tells where it ends. */
    private void forget() {
        if (head != null) {
            expected = head;
            head = null;
        }
    }

    private void settle(Head found) {
        head = found;
        if (expected == null) {
            return;
        }
        if (!underWay.isEmpty() && found.equals(last().head())) {
            wrote();
        } else if (!found.equals(expected)) {
            broken(found);
        }
        expected = null;
    }

    /** Somebody else was here. The node goes on from what it found, and leaves word of what it had expected. */
    private void broken(Head found) {
        LOG.error("the audit chain {} was tampered with: it should end at {}, and ends at {}", chain, expected, found);
        List<Content> contents = new ArrayList<>();
        contents.add(own(BROKEN, List.of("expected " + text(expected), "found " + text(found)), 0));
        underWay.forEach(entry -> contents.add(entry.content()));
        underWay = follow(contents);
    }

    private void wrote() {
        head = last().head();
        figures.wrote(underWay.size());
        underWay = List.of();
    }

    private ChainEntry last() {
        return underWay.get(underWay.size() - 1);
    }

    /** What was lost is said by the entry that comes first after it. */
    private void seal(List<Noted> taken) {
        if (taken.isEmpty()) {
            return;
        }
        List<Content> contents = new ArrayList<>();
        for (Noted noted : taken) {
            contents.add(content(noted, contents.isEmpty() ? queue.takeMissed() : 0));
        }
        underWay = follow(contents);
    }

    private List<ChainEntry> follow(List<Content> contents) {
        List<ChainEntry> entries = new ArrayList<>();
        Head end = head;
        for (Content content : contents) {
            ChainEntry entry = ChainEntry.behind(end, content);
            entries.add(entry);
            end = entry.head();
        }
        return entries;
    }

    private Content statement(List<String> beginnings) {
        return own(AuditExpiry.STATEMENT, beginnings, 0);
    }

    private Content own(String operation, List<String> concerns, long missed) {
        Act act = new Act(null, operation, true, concerns, Act.OK, Origin.HUB);
        Instant now = clock.instant();
        return content(new Noted(act, now, now, 1), missed);
    }

    /** What nobody did whom the hub knows belongs to the project of its operator. */
    private Content content(Noted noted, long missed) {
        Act act = noted.act();
        Caller caller = act.caller();
        return new Content(
                noted.at(),
                noted.until(),
                noted.count(),
                caller == null ? Caller.DEFAULT_PROJECT : Act.plain(caller.project()),
                caller == null ? null : Act.plain(caller.subject()),
                caller == null || caller.credential() == null ? null : Act.plain(caller.credential()),
                act.operation(),
                act.concerns(),
                act.outcome(),
                act.origin().door(),
                act.origin().address(),
                node,
                act.origin().requestId(),
                missed);
    }

    private static String text(Head head) {
        return head.sequence() + " " + head.hash();
    }
}
