package io.heliograph.audit;

import static io.heliograph.audit.Node.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.audit.verify.Anchors;
import io.heliograph.audit.verify.ChainCheck;
import io.heliograph.audit.verify.ChainReport;
import io.heliograph.audit.verify.Finding;
import io.heliograph.audit.verify.Finding.Kind;
import io.heliograph.store.audit.ChainEntry;
import io.heliograph.store.audit.ChainEntry.Head;
import io.heliograph.store.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Somebody who may write the table by SQL changes it, and the check names the place. */
@Tag("fault")
class TamperingTest {
    private static final UUID CHAIN = new UUID(1, 1);
    private static final int ENTRIES = 20;

    /** Moves everything from a sequence on by one, the last first so that no two are ever at the same place. */
    private static final String SHIFT = "update audit_entry set sequence = -sequence - 1 where sequence >= %1$d; "
            + "update audit_entry set sequence = -sequence where sequence < 0";

    record Tampering(String name, String sql, Kind kind, long from, long to) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Tampering> TAMPERINGS = List.of(
            changed("who did it", "subject = 'mallory'"),
            changed("nobody did it", "subject = null"),
            changed("whose it is", "project = 'other'"),
            changed("what was done", "operation = 'deadletters.list'"),
            changed("what it concerned", "concerns = '{1,2}'"),
            changed("what it concerned, joined otherwise", "concerns = array['9;x']"),
            changed("how it ended", "outcome = 'forbidden'"),
            changed("when", "at = at - interval '1 microsecond'"),
            changed("until when", "until = until + interval '1 day'"),
            changed("how often", "count = 2"),
            changed("from where", "address = '127.0.0.1'"),
            changed("through which door", "door = null"),
            changed("on which node", "node = 'node-2'"),
            changed("which request", "request_id = ''"),
            changed("with which credential", "credential = 'k-1'"),
            changed("how many are missing", "missed = 1"),
            changed("its hash", "hash = sha256('x')"),
            changed("a hash that is none", "hash = ''"),
            new Tampering("the first", "update audit_entry set subject = 'x' where sequence = 1", Kind.ALTERED, 1, 1),
            new Tampering("the last", "update audit_entry set subject = 'x' where sequence = 20", Kind.ALTERED, 20, 20),
            new Tampering("one deleted", "delete from audit_entry where sequence = 9", Kind.MISSING, 9, 9),
            new Tampering(
                    "several deleted", "delete from audit_entry where sequence between 5 and 8", Kind.MISSING, 5, 8),
            new Tampering("the first deleted", "delete from audit_entry where sequence = 1", Kind.MISSING, 1, 1),
            new Tampering(
                    "all but the last deleted", "delete from audit_entry where sequence < 20", Kind.MISSING, 1, 19),
            new Tampering(
                    "one deleted and the rest moved up",
                    "delete from audit_entry where sequence = 9; "
                            + "update audit_entry set sequence = 1 - sequence where sequence > 9; "
                            + "update audit_entry set sequence = -sequence where sequence < 0",
                    Kind.ALTERED,
                    9,
                    9),
            new Tampering("a copy inserted", SHIFT.formatted(9) + "; " + copied(8, 9, "hash"), Kind.INSERTED, 9, 9),
            new Tampering("one appended", copied(20, 21, "sha256('x')"), Kind.ALTERED, 21, 21),
            new Tampering("two neighbours swapped", swapped(9, 10), Kind.REORDERED, 9, 10),
            new Tampering("two swapped far apart", swapped(4, 17), Kind.REORDERED, 4, 17));

    private static EmbeddedPostgres server;

    private Node node;

    @BeforeAll
    static void startPostgres() {
        server = Given.postgres();
    }

    @AfterAll
    static void stopPostgres() {
        server.stop();
    }

    @BeforeEach
    void fill() {
        node = new Node(Given.empty(server), CHAIN);
        for (int i = 2; i < ENTRIES; i++) {
            node.did(ALICE, Integer.toString(i), "x");
        }
        node.stop();
        assertThat(check()).singleElement().satisfies(report -> {
            assertThat(report.finding()).isEmpty();
            assertThat(report.entries()).isEqualTo(ENTRIES);
        });
    }

    @AfterEach
    void close() {
        node.close();
    }

    @ParameterizedTest
    @FieldSource("TAMPERINGS")
    void isNamed(Tampering tampering) {
        Stream.of(tampering.sql().split("; ")).forEach(node::sql);
        Finding finding = check().get(0).finding().orElseThrow();
        assertThat(finding.kind()).as(finding.toString()).isEqualTo(tampering.kind());
        assertThat(List.of(finding.from(), finding.to())).containsExactly(tampering.from(), tampering.to());
    }

    /** Whoever can compute hashes makes the entry hold; its successor still has the hash that was there before. */
    @Test
    void anEntryThatWasWrittenAnewWithItsHashIsNamed() {
        forge(9);
        assertThat(check().get(0).finding())
                .get()
                .extracting(Finding::kind, Finding::from)
                .containsExactly(Kind.ALTERED, 9L);
    }

    @Test
    void anEntryInsertedWithItsHashIsNamed() {
        ChainEntry before = entry(8);
        Stream.of(SHIFT.formatted(9).split("; ")).forEach(node::sql);
        Node.await(node.log.append(List.of(ChainEntry.behind(before.head(), before.content()))));
        assertThat(check().get(0).finding())
                .get()
                .extracting(Finding::kind, Finding::from)
                .containsExactly(Kind.INSERTED, 9L);
    }

    @Test
    void aTailThatWasCutOffIsNamedByTheAnchor() {
        Head anchor = entry(ENTRIES).head();
        node.sql("delete from audit_entry where sequence > 15");
        assertThat(check().get(0).finding())
                .as("without an anchor nothing shows")
                .isEmpty();
        assertThat(check(anchor).get(0).finding())
                .get()
                .extracting(Finding::kind, Finding::from, Finding::to)
                .containsExactly(Kind.TRUNCATED, 16L, 20L);
    }

    @Test
    void aTableThatWasEmptiedIsNamedByTheAnchor() {
        Head anchor = entry(ENTRIES).head();
        node.sql("truncate audit_entry");
        assertThat(check(anchor).get(0).finding())
                .get()
                .extracting(Finding::kind, Finding::from, Finding::to)
                .containsExactly(Kind.TRUNCATED, 1L, 20L);
    }

    /** All hashes made anew from an entry on: only what is kept elsewhere tells. */
    @Test
    void aChainThatWasForgedToItsEndIsNamedByTheAnchor() {
        Head anchor = entry(15).head();
        ChainEntry first = forge(9);
        for (long sequence = 10; sequence <= ENTRIES; sequence++) {
            ChainEntry old = entry(sequence);
            first = put(ChainEntry.behind(first.head(), old.content()));
        }
        assertThat(check().get(0).finding()).isEmpty();
        assertThat(check(anchor).get(0).finding())
                .get()
                .extracting(Finding::kind, Finding::to)
                .containsExactly(Kind.REPLACED, 15L);
    }

    @Test
    void aNodeThatFindsItsChainTamperedWithSaysSoInIt() {
        Node again = new Node(server.coordinates(), CHAIN);
        await().until(() -> again.figures.written() == 1);
        ChainEntry last = Node.await(again.log.newest(CHAIN)).orElseThrow();
        Node.await(again.log.append(List.of(ChainEntry.behind(last.head(), last.content()))));
        again.did(ALICE, "unaware");
        await().atMost(Duration.ofSeconds(20)).until(() -> again.figures.written() == 3);
        assertThat(again.count("operation = 'audit.broken'")).isEqualTo(1);
        again.stop();
        again.close();
        assertThat(check().get(0).finding()).isEmpty();
    }

    @Test
    void whatIsTooOldGoesFromTheBeginningAndTheChainSaysWhereItBegins() {
        Instant later = Node.NOON.plus(Duration.ofDays(2));
        Node last = new Node(server.coordinates(), CHAIN, later, "audit.retention=1d");
        await().atMost(Duration.ofSeconds(20)).until(() -> last.count("sequence <= " + ENTRIES) == 0);
        assertThat(last.count("operation = 'audit.expire'")).isPositive();
        last.stop();
        ChainReport sound = check().get(0);
        assertThat(sound.finding()).isEmpty();
        assertThat(sound.first()).isEqualTo(ENTRIES + 1);

        node.sql("delete from audit_entry where sequence = " + sound.first());
        assertThat(check().get(0).finding())
                .as("a beginning that nobody stated")
                .get()
                .extracting(Finding::kind)
                .isEqualTo(Kind.MISSING);
        last.close();
    }

    @Test
    void anchorsAreFoundInLinesOfALog() {
        Head head = entry(3).head();
        String line = "12:00 INFO audit anchor " + head.chain() + ":3:" + head.hash() + " and more";
        assertThat(Anchors.in(line)).contains(head);
        assertThat(Anchors.in("no anchor")).isEmpty();
    }

    private List<ChainReport> check(Head... anchors) {
        return Node.await(new ChainCheck(node.log).run(List.of(anchors)));
    }

    private ChainEntry entry(long sequence) {
        return Node.await(node.log.behind(CHAIN, sequence - 1, 1)).get(0);
    }

    /** Changes what an entry says, and gives it the hash that goes with it. */
    private ChainEntry forge(long sequence) {
        return put(ChainEntry.behind(
                entry(sequence - 1).head(),
                entry(sequence == ENTRIES ? 1 : sequence + 1).content()));
    }

    private ChainEntry put(ChainEntry entry) {
        node.sql("delete from audit_entry where sequence = " + entry.sequence());
        Node.await(node.log.append(List.of(entry)));
        return entry;
    }

    private static Tampering changed(String what, String assignment) {
        return new Tampering(what, "update audit_entry set " + assignment + " where sequence = 9", Kind.ALTERED, 9, 9);
    }

    private static String swapped(int one, int other) {
        return "update audit_entry set sequence = -1 where sequence = %1$d; update audit_entry set sequence = %1$d where sequence = %2$d; update audit_entry set sequence = %2$d where sequence = -1"
                .formatted(one, other);
    }

    private static String copied(int from, int to, String hash) {
        return ("insert into audit_entry select chain, %2$d, at, until, count, project, subject, credential, operation,"
                        + " concerns, outcome, door, address, node, request_id, missed, previous, %3$s from audit_entry"
                        + " where sequence = %1$d")
                .formatted(from, to, hash);
    }
}
