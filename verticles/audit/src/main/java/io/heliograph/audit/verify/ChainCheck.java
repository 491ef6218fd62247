package io.heliograph.audit.verify;

import io.heliograph.audit.verify.Finding.Kind;
import io.heliograph.flow.Loop;
import io.heliograph.store.audit.AuditExpiry;
import io.heliograph.store.audit.AuditLog;
import io.heliograph.store.audit.ChainEntry;
import io.heliograph.store.audit.ChainEntry.Head;
import io.heliograph.store.audit.Hash;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Walks every chain from its beginning, page by page, and stops at the first entry that is not as it was written. */
public final class ChainCheck {
    private static final int PAGE = 1_000;

    private final AuditLog log;

    public ChainCheck(AuditLog log) {
        this.log = log;
    }

    /** One report for each chain that is in the table or among the anchors. */
    public Future<List<ChainReport>> run(Collection<Head> anchors) {
        return log.newestOf(AuditExpiry.STATEMENT)
                .map(statement ->
                        statement.map(each -> each.content().concerns()).orElse(List.of()))
                .compose(beginnings -> log.chains().compose(chains -> {
                    Set<UUID> all = new LinkedHashSet<>(chains);
                    anchors.forEach(anchor -> all.add(anchor.chain()));
                    List<ChainReport> reports = new ArrayList<>();
                    Future<Void> done = Future.succeededFuture();
                    for (UUID chain : all) {
                        List<Head> own = anchors.stream()
                                .filter(anchor -> anchor.chain().equals(chain))
                                .toList();
                        done = done.compose(before -> new Walk(chain, beginnings, own).run())
                                .map(report -> {
                                    reports.add(report);
                                    return null;
                                });
                    }
                    return done.map(walked -> reports);
                }));
    }

    /** The way along one chain. */
    private final class Walk {
        private final UUID chain;
        private final List<String> beginnings;
        private final List<Head> anchors;
        private Head end;
        private Hash beforeEnd;
        private long first;
        private long entries;
        private long missed;
        private Optional<Finding> finding = Optional.empty();

        Walk(UUID chain, List<String> beginnings, List<Head> anchors) {
            this.chain = chain;
            this.beginnings = beginnings;
            this.anchors = anchors;
            end = Head.none(chain);
            beforeEnd = Hash.NONE;
        }

        Future<ChainReport> run() {
            return Loop.whileMore(this::page)
                    .map(done -> new ChainReport(first, end, entries, missed, finding.or(this::againstAnchors)));
        }

        /** Whether all is well so far, and there may be more. */
        private Future<Boolean> page() {
            return log.behind(chain, end.sequence(), PAGE).compose(page -> {
                for (int i = 0; i < page.size(); i++) {
                    ChainEntry entry = page.get(i);
                    if (!begins(entry) && !follows(entry)) {
                        Optional<ChainEntry> next =
                                i + 1 < page.size() ? Optional.of(page.get(i + 1)) : Optional.empty();
                        return explain(entry, next).map(this::found);
                    }
                    Optional<Finding> replaced = replaced(entry);
                    if (replaced.isPresent()) {
                        return Future.succeededFuture(found(replaced.get()));
                    }
                    accept(entry);
                }
                return Future.succeededFuture(page.size() == PAGE);
            });
        }

        private boolean found(Finding what) {
            finding = Optional.of(what);
            return false;
        }

        /** What was expired is not missing: the newest statement says where the chain begins. */
        private boolean begins(ChainEntry entry) {
            return entries == 0
                    && entry.holds()
                    && beginnings.contains(AuditExpiry.stated(chain, entry.sequence(), entry.previous()));
        }

        private boolean follows(ChainEntry entry) {
            return entry.sequence() == end.sequence() + 1 && entry.previous().equals(end.hash()) && entry.holds();
        }

        private void accept(ChainEntry entry) {
            if (entries == 0) {
                first = entry.sequence();
            }
            beforeEnd = entry.previous();
            end = entry.head();
            entries++;
            missed += entry.content().missed();
        }

        /** A chain that holds in itself, but is not the one of which the anchor was taken. */
        private Optional<Finding> replaced(ChainEntry entry) {
            return anchors.stream()
                    .filter(anchor -> anchor.sequence() == entry.sequence()
                            && !anchor.hash().equals(entry.hash()))
                    .map(anchor -> new Finding(
                            chain,
                            Kind.REPLACED,
                            Math.max(1, first),
                            entry.sequence(),
                            "the anchor says that entry " + entry.sequence() + " was " + anchor.hash()))
                    .findFirst();
        }

        private Optional<Finding> againstAnchors() {
            return anchors.stream()
                    .filter(anchor -> anchor.sequence() > end.sequence())
                    .map(anchor -> new Finding(
                            chain,
                            Kind.TRUNCATED,
                            end.sequence() + 1,
                            anchor.sequence(),
                            "the anchor says that the chain went on to entry " + anchor.sequence()))
                    .findFirst();
        }

        /** Where the entry is that should stand here tells what became of it. */
        private Future<Finding> explain(ChainEntry entry, Optional<ChainEntry> next) {
            long expected = end.sequence() + 1;
            boolean nextBelongsHere = next.filter(each ->
                            each.previous().equals(end.hash()) && !each.hash().equals(entry.previous()))
                    .isPresent();
            if (nextBelongsHere || entry.hash().equals(end.hash())) {
                return Future.succeededFuture(inserted(expected));
            }
            if (entry.previous().equals(end.hash()) && entry.sequence() == expected) {
                return Future.succeededFuture(altered(expected, "its hash is not that of what it says"));
            }
            if (entries > 0 && entry.previous().equals(beforeEnd) && entry.heldBefore()) {
                return Future.succeededFuture(inserted(end.sequence()));
            }
            return log.following(chain, end.hash()).map(found -> {
                if (found.isPresent()) {
                    ChainEntry belongs = found.get();
                    return belongs.hash().equals(entry.previous())
                                    || entry.sequence() > expected
                                    || belongs.sequence() > expected + 1
                            ? new Finding(
                                    chain,
                                    Kind.REORDERED,
                                    expected,
                                    belongs.sequence(),
                                    "the entry that belongs at " + expected + " stands at " + belongs.sequence())
                            : inserted(expected);
                }
                if (entry.sequence() > expected) {
                    return new Finding(
                            chain, Kind.MISSING, expected, entry.sequence() - 1, "nothing stands where they stood");
                }
                if (entries > 0 && entry.holds()) {
                    return altered(end.sequence(), "it was written anew with a hash of its own");
                }
                return entry.holds() || entries == 0
                        ? Finding.at(chain, Kind.MISSING, expected, "another entry stands where it stood")
                        : altered(expected, "neither its hash nor the one before it is right");
            });
        }

        private Finding inserted(long sequence) {
            return Finding.at(chain, Kind.INSERTED, sequence, "the entries around it follow each other without it");
        }

        private Finding altered(long sequence, String detail) {
            return Finding.at(chain, Kind.ALTERED, sequence, detail);
        }
    }
}
