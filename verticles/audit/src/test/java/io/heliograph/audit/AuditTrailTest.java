package io.heliograph.audit;

import static io.heliograph.audit.Node.ALICE;
import static io.heliograph.audit.Node.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.heliograph.contracts.audit.AuditAnchors;
import io.heliograph.contracts.audit.AuditEntry;
import io.heliograph.contracts.audit.AuditOperations;
import io.heliograph.contracts.audit.AuditPage;
import io.heliograph.contracts.audit.AuditQuery;
import io.heliograph.contracts.hub.Nothing;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.store.embedded.Coordinates;
import io.heliograph.store.embedded.EmbeddedPostgres;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told is kept, once, in order, and shown to its project only. */
class AuditTrailTest {
    private static final UUID CHAIN = new UUID(1, 1);

    private static EmbeddedPostgres server;

    private Coordinates postgres;
    private final List<Node> nodes = new ArrayList<>();

    @BeforeAll
    static void startPostgres() {
        server = Given.postgres();
    }

    @AfterAll
    static void stopPostgres() {
        server.stop();
    }

    @BeforeEach
    void empty() {
        postgres = Given.empty(server);
    }

    @AfterEach
    void close() {
        nodes.forEach(Node::close);
    }

    @Test
    void whatWasDoneIsListedNewestFirstToItsProjectAndToNobodyElse() {
        Node node = start();
        node.did(ALICE, "7", "8");
        node.pass(Duration.ofSeconds(1));
        node.did(BOB, "9");
        node.pass(Duration.ofSeconds(1));
        node.refused(ALICE, "10.0.0.1");
        awaitWritten(node, 4);

        List<AuditEntry> own = list(node, ALICE, all()).items();
        assertThat(own)
                .extracting(AuditEntry::operation)
                .containsExactly("deadletters.list", "deadletters.delete", "hub.start");
        AuditEntry done = own.get(1);
        assertThat(done.subject()).isEqualTo("alice");
        assertThat(done.concerns()).containsExactly("7", "8");
        assertThat(List.of(done.outcome(), done.door(), done.address(), done.node(), done.requestId()))
                .containsExactly("ok", "rest", "10.0.0.1", "node-1", "r-1");
        assertThat(own.get(0).outcome()).isEqualTo("forbidden");
        assertThat(list(node, BOB, all()).items())
                .singleElement()
                .satisfies(entry -> assertThat(entry.concerns()).containsExactly("9"));
    }

    @Test
    void filtersAndCursorsWalkTheWholeTrailOnce() {
        Node node = start();
        for (int i = 0; i < 25; i++) {
            node.did(i % 2 == 0 ? ALICE : new Caller("carol", "default", ALICE.scopes()), Integer.toString(i));
            node.pass(Duration.ofSeconds(i % 5 == 0 ? 0 : 1));
        }
        awaitWritten(node, 26);

        List<String> walked = new ArrayList<>();
        String cursor = null;
        do {
            AuditPage page = list(node, ALICE, new AuditQuery(null, null, null, "deadletters.delete", "ok", cursor, 4));
            page.items().forEach(entry -> walked.addAll(entry.concerns()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(walked).hasSize(25).doesNotHaveDuplicates();
        assertThat(walked.get(0)).isEqualTo("24");
        assertThat(list(node, ALICE, new AuditQuery(null, null, "carol", null, null, null, null))
                        .items())
                .hasSize(12);
        assertThat(list(node, ALICE, new AuditQuery(null, null, null, null, "forbidden", null, null))
                        .items())
                .isEmpty();
        assertThat(list(node, ALICE, new AuditQuery(node.now.get().plusSeconds(1), null, null, null, null, null, null))
                        .items())
                .isEmpty();
        assertThatThrownBy(() -> list(node, ALICE, new AuditQuery(null, null, null, null, null, "AQAB", null)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(ProblemKind.BAD_CURSOR));
    }

    @Test
    void anEntryTellsTheCredentialAndRefusalsOfTwoAreNotFoldedIntoOne() {
        Node node = start();
        for (String credential : List.of("k-1", "k-2", "k-2")) {
            Caller caller = new Caller("token:agent-7", "default", ALICE.scopes(), null, credential);
            node.refused(caller, "10.0.0.9");
        }
        awaitWritten(node, 3);
        assertThat(list(node, ALICE, all()).items())
                .extracting(AuditEntry::credential)
                .contains("k-1", "k-2");
    }

    @Test
    void whoLacksTheScopeIsRefused() {
        Node node = start();
        Caller nobody = new Caller("eve", "default", Set.of());
        assertThatThrownBy(() -> list(node, nobody, all()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().detail()).contains("audit:read"));
    }

    @Test
    void refusalsThatAreAlikeBecomeOneEntryAtOnceAndOneWithTheirNumber() {
        Node node = start();
        for (int i = 0; i < 1_000; i++) {
            node.refused(null, "10.6.6.6");
        }
        node.refused(null, "10.6.6.7");
        awaitWritten(node, 3);
        assertThat(node.count("operation = 'deadletters.list'")).isEqualTo(2);

        node.pass(Duration.ofMinutes(1));
        awaitWritten(node, 4);
        assertThat(list(node, ALICE, new AuditQuery(null, null, null, "deadletters.list", null, null, null))
                        .items())
                .filteredOn(entry -> entry.address().equals("10.6.6.6"))
                .extracting(AuditEntry::count)
                .containsExactlyInAnyOrder(1L, 999L);
        assertThat(node.figures.folded()).isEqualTo(999);
    }

    @Test
    void beyondTheBoundOnFoldsEachRefusalIsAnEntry() {
        Node node = start("audit.max-folds=1");
        node.refused(ALICE, "10.0.0.1");
        node.refused(ALICE, "10.0.0.2");
        node.refused(ALICE, "10.0.0.2");
        awaitWritten(node, 4);
        assertThat(node.figures.folded()).isZero();
    }

    @Test
    void whileTheTableCannotBeWrittenEntriesWaitAndThoseWithoutRoomAreCountedInTheNext() {
        Node node = start("audit.queue-size=10");
        awaitWritten(node, 1);
        Promise<Void> held = Promise.promise();
        Promise<Void> release = Promise.promise();
        Future<Void> lock = node.database.transaction(holder -> holder.query("lock table audit_entry in share mode")
                .execute()
                .onSuccess(locked -> held.complete())
                .compose(locked -> release.future()));
        Node.await(held.future());
        node.did(ALICE, "first");
        await().until(() -> node.queue.size() == 0);
        for (int i = 0; i < 17; i++) {
            node.did(ALICE, "later-" + i);
        }
        assertThat(node.figures.lost()).isEqualTo(7);
        release.complete();
        Node.await(lock);

        awaitWritten(node, 12);
        node.did(ALICE, "last");
        awaitWritten(node, 13);
        assertThat(list(node, ALICE, all()).items())
                .extracting(AuditEntry::missed)
                .containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 7L, 0L, 0L);
    }

    @Test
    void aBatchWhoseAnswerWasLostIsWrittenOnce() {
        Node node = start();
        awaitWritten(node, 1);
        // The server ends the connections while the batch waits for the lock, so that the node never hears of it.
        node.sql("create function cut() returns trigger language plpgsql as $$ begin perform"
                + " pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and state <> 'active';"
                + " perform pg_terminate_backend(pg_backend_pid()); return null; end $$");
        node.sql("create trigger cut after insert on audit_entry execute function cut()");
        node.did(ALICE, "once");
        await().until(() -> node.queue.size() == 0);
        node.did(ALICE, "twice");
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .untilAsserted(() -> node.sql("drop function cut cascade"));

        awaitWritten(node, 3);
        assertThat(node.count("operation = 'deadletters.delete'")).isEqualTo(2);
        assertThat(node.count("operation = 'audit.broken'")).isZero();
    }

    @Test
    void twoNodesWriteChainsOfTheirOwnAndAChainGoesOnAfterARestart() {
        Node a = start();
        Node b = new Node(postgres, new UUID(2, 2));
        nodes.add(b);
        for (int i = 0; i < 50; i++) {
            a.did(ALICE, "a" + i);
            b.did(ALICE, "b" + i);
        }
        awaitWritten(a, 51);
        awaitWritten(b, 51);
        a.stop();
        Node again = start();
        again.did(ALICE, "again");
        awaitWritten(again, 2);

        List<AuditAnchors.Anchor> anchors =
                again.ask(AuditOperations.ANCHORS, ALICE, new Nothing()).items();
        assertThat(anchors).extracting(AuditAnchors.Anchor::sequence).containsExactly(54L, 51L);
        assertThat(again.count("operation = 'hub.stop'")).isEqualTo(1);
        assertThat(anchors.get(0).anchor())
                .isEqualTo(CHAIN + ":54:" + anchors.get(0).hash());
    }

    private Node start(String... settings) {
        Node node = new Node(postgres, CHAIN, settings);
        nodes.add(node);
        return node;
    }

    private static void awaitWritten(Node node, long entries) {
        await().atMost(Duration.ofSeconds(20)).until(() -> node.figures.written() >= entries);
        assertThat(node.figures.written()).isEqualTo(entries);
    }

    private static AuditQuery all() {
        return new AuditQuery(null, null, null, null, null, null, null);
    }

    private static AuditPage list(Node node, Caller caller, AuditQuery query) {
        return node.ask(AuditOperations.QUERY, caller, query);
    }
}
