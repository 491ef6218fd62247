package io.heliograph.store.acp;

import static io.heliograph.store.Hub.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.contracts.acp.Acknowledgement;
import io.heliograph.contracts.acp.AgentRegistration;
import io.heliograph.contracts.acp.AgentView;
import io.heliograph.contracts.acp.CalledQuery;
import io.heliograph.contracts.acp.CalledQuery.Since;
import io.heliograph.contracts.acp.DeadMessage;
import io.heliograph.contracts.acp.Delivery;
import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.heliograph.contracts.events.Presence;
import io.heliograph.store.Hub;
import io.heliograph.store.acp.Mailboxes.Ack;
import io.heliograph.store.acp.Mailboxes.Claim;
import io.heliograph.store.acp.SessionTable.Held;
import io.heliograph.store.acp.SessionTable.Opened;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailboxesTest {
    private static final MailboxLimits LIMITS =
            new MailboxLimits(5, 1_000, Duration.ofHours(1), Duration.ofMillis(200), 2, 3);
    private static final Recipient A = new Recipient("lab", "a");
    private static final Recipient B = new Recipient("lab", "b");
    private static final long HOUR = 3_600_000;

    private static Hub hub;

    private AgentTable agents;
    private Mailboxes mailboxes;
    private DeadLetters letters;
    private SessionTable sessions;

    @BeforeAll
    static void open() {
        hub = Hub.fresh();
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @BeforeEach
    void empty() {
        hub.sql("truncate acp_agent, acp_message, acp_taken, acp_receipt, acp_dead_letter");
        agents = new AgentTable(hub.database, 100, LIMITS.deadLetters());
        mailboxes = new Mailboxes(hub.database, LIMITS);
        letters = new DeadLetters(hub.database, LIMITS);
        sessions = new SessionTable(hub.database, Duration.ofMinutes(1));
        register(A);
        register(B);
    }

    @Test
    void messagesAreHandedOutInTheirOrderAndTheMoreUrgentFirst() {
        post(draft(A, "1"), draft(B, "x"), draft(A, "2"), urgent(A, "3"));
        assertThat(texts(claim(A))).containsExactly("3", "1", "2");
        assertThat(claim(A)).as("handed out, and not due").isEmpty();
        assertThat(texts(claim(B))).containsExactly("x");
    }

    @Test
    void whatIsNotAcknowledgedComesAgainAndThenDies() {
        post(draft(A, "1"));
        assertThat(claim(A).get(0).attempt()).isEqualTo(1);
        List<Delivery> again = new ArrayList<>();
        await().until(() -> again.addAll(claim(A)));
        assertThat(again.get(0).attempt()).isEqualTo(2);
        await().until(() -> await(letters.buryExpired(10)) == 1);
        DeadMessage dead = await(letters.page("lab", "a", null, 10)).items().get(0);
        assertThat(dead.reason()).isEqualTo("too-many-deliveries");
        assertThat(dead.deliveries()).isEqualTo(2);
        assertEmpty(A);
    }

    @Test
    void anAcknowledgedMessageIsGoneAndItsNumberIsOnlyOnceWorthSomething() {
        post(draft(A, "1"), draft(A, "2"), draft(B, "3"));
        long first = claim(A).get(0).seq();
        assertThat(ack(A, first, first + 1)).isEqualTo(2);
        assertThat(ack(A, first)).isZero();
        assertThat(ack(A, first + 2)).as("another's").isZero();
        assertEmpty(A);
        assertThat(view(B).waiting()).isEqualTo(1);
    }

    @Test
    void anIdIsTakenOnceForEachMailboxAlsoWhenItWasAcknowledged() {
        assertThat(post(withId(A, "i"), withId(A, "i"), withId(B, "i"), withId(A, "j"))
                        .fates())
                .containsExactly(Fate.STORED, Fate.DUPLICATE, Fate.STORED, Fate.STORED);
        claim(A).forEach(message -> ack(A, message.seq()));
        assertThat(post(withId(A, "i")).fates()).containsExactly(Fate.DUPLICATE);
        assertEmpty(A);
    }

    @Test
    void aFullMailboxRefusesOneAndBuriesOneOfManyAndRefusedIdsAreFree() {
        IntStream.range(0, 5).forEach(i -> post(draft(A, "m" + i)));
        Draft many = new Draft(A, "s", null, 5, Buffer.buffer("many"), false, false, HOUR, true);
        assertThat(post(withId(A, "i"), withId(A, "i"), many, draft(new Recipient("lab", "nobody"), "x"))
                        .fates())
                .containsExactly(Fate.OVERFLOW, Fate.OVERFLOW, Fate.OVERFLOW, Fate.UNKNOWN);
        assertThat(await(letters.page("lab", null, null, 10)).items())
                .extracting(DeadMessage::reason)
                .containsExactly("overflow");
        ack(A, claim(A).get(0).seq());
        assertThat(post(withId(A, "i")).fates()).containsExactly(Fate.STORED);
        assertThat(post(new Draft(B, "s", null, 5, Buffer.buffer("x".repeat(1_001)), false, false, HOUR, false))
                        .fates())
                .containsExactly(Fate.OVERFLOW);
    }

    @Test
    void aMailboxThatIsNearlyFullTakesWhatFitsAndTheOthersOfTheSameCallAreNotConcerned() {
        IntStream.range(0, 4).forEach(i -> post(draft(A, "m" + i)));
        await(sessions.open(B, "node-2"));
        Posted posted =
                post(withId(B, "i"), withId(A, "i"), draft(A, "x"), withId(A, "i"), withId(B, "i"), draft(B, "y"));
        assertThat(posted.fates())
                .containsExactly(Fate.STORED, Fate.STORED, Fate.OVERFLOW, Fate.DUPLICATE, Fate.DUPLICATE, Fate.STORED);
        assertThat(posted.toWake()).containsOnlyKeys("node-2");
        assertThat(view(A).waiting()).isEqualTo(5);
        assertThat(texts(claim(B))).containsExactly("with i", "y");
        assertThat(texts(claim(A))).containsExactly("m0", "m1", "m2", "m3", "with i");
    }

    @Test
    void manyAreServedAtOnceEachWithHisOwnAndNoMoreThanHeWants() {
        post(draft(A, "a1"), draft(B, "b1"), draft(A, "a2"), urgent(B, "b2"), draft(A, "a3"));
        Recipient nobody = new Recipient("lab", "nobody");
        List<List<Delivery>> handed = await(
                mailboxes.claim(List.of(new Claim(B, null, 10), new Claim(nobody, null, 10), new Claim(A, null, 2))));
        assertThat(handed)
                .extracting(MailboxesTest::texts)
                .containsExactly(List.of("b2", "b1"), List.of(), List.of("a1", "a2"));
        List<Ack> acks = List.of(
                new Ack("lab", new Acknowledgement("a", seqs(handed.get(2)))),
                new Ack("lab", new Acknowledgement("b", seqs(handed.get(0)))),
                new Ack("lab", new Acknowledgement("a", seqs(handed.get(2)))),
                new Ack("lab", new Acknowledgement("nobody", seqs(handed.get(0)))));
        assertThat(await(mailboxes.acknowledge(acks))).containsExactly(2, 2, 0, 0);
        assertThat(texts(claim(A))).containsExactly("a3");
        assertEmpty(B);
    }

    @Test
    void whatWasHandedOutForTheLastTimeDiesWithItsSession() {
        Mailboxes once = new Mailboxes(
                hub.database, new MailboxLimits(5, 1_000, Duration.ofHours(1), Duration.ofHours(1), 1, 3));
        await(once.post(List.of(draft(A, "1"))));
        assertThat(await(claim(once, A, null, 10))).hasSize(1);
        assertThat(await(letters.buryExpired(10))).isZero();
        await(once.release(A));
        assertThat(await(claim(once, A, null, 10))).isEmpty();
        assertThat(await(new DeadLetters(hub.database, LIMITS).buryExpired(10))).isEqualTo(1);
        assertEmpty(A);
    }

    @Test
    void whatIsGivenBackComesAtOnceAsIfItHadNotBeenHandedOut() {
        post(draft(A, "1"), draft(A, "2"));
        List<Delivery> handed = claim(A);
        await(mailboxes.giveBack(List.of(handed.get(1).seq())));
        assertThat(claim(A)).containsExactly(handed.get(1));
    }

    @Test
    void whoIsWrittenToAloneIsCalledAndByNothingElse() {
        post(new Draft(A, "s", null, 5, Buffer.buffer("to all"), false, false, HOUR, true), withId(A, "order-1"));
        assertThat(called(Instant.EPOCH)).isEmpty();
        post(draft(A, "to a"));
        assertThat(called(Instant.EPOCH)).containsExactly("a");
        assertThat(called(Instant.parse("2999-01-01T00:00:00Z")))
                .as("since then")
                .isEmpty();
        claim(A).forEach(message -> ack(A, message.seq()));
        assertThat(called(Instant.EPOCH)).isEmpty();
    }

    @Test
    void whatExpiresIsNotHandedOutAndTheNewestDeadLettersAreKeptAndCanBeReplayed() {
        for (int i = 0; i < 5; i++) {
            post(new Draft(A, "s", null, 5, Buffer.buffer("m" + i), false, false, 1, false));
        }
        await().until(() -> await(letters.buryExpired(10)) == 5);
        assertThat(claim(A)).isEmpty();
        assertEmpty(A);
        List<DeadMessage> dead = await(letters.page("lab", null, null, 10)).items();
        assertThat(dead).extracting(each -> each.message().text()).containsExactly("m4", "m3", "m2");
        assertThat(await(letters.replay("other", ids(dead), HOUR)).stored()).isZero();
        assertThat(await(letters.replay("lab", ids(dead), HOUR)).stored()).isEqualTo(3);
        assertThat(texts(claim(A))).containsExactly("m2", "m3", "m4");
        assertThat(await(letters.page("lab", null, null, 10)).items()).isEmpty();
    }

    @Test
    void sendersWhoAskAreToldWhatBecameOfTheirMessages() {
        post(new Draft(B, "a", "i", 5, Buffer.buffer("x"), false, true, HOUR, false));
        ack(B, claim(B).get(0).seq());
        ReceiptBox box = new ReceiptBox(hub.database, LIMITS);
        assertThat(await(box.move(10, receipt -> Buffer.buffer(receipt.ownId() + receipt.receipt()), HOUR))
                        .fates())
                .hasSize(2);
        assertThat(texts(claim(A))).containsExactly("idelivered", "iacknowledged");
        assertThat(await(box.move(10, receipt -> Buffer.buffer(), HOUR)).fates())
                .isEmpty();
    }

    @Test
    void theNewestSessionIsTheOneAndOnlyItIsHandedMessages() {
        Opened old = await(sessions.open(A, "node-1")).orElseThrow();
        Opened fresh = await(sessions.open(A, "node-2")).orElseThrow();
        assertThat(fresh.nodeBefore()).isEqualTo("node-1");
        assertThat(fresh.sessionBefore()).isEqualTo(old.session());
        assertThat(post(draft(A, "1")).toWake()).containsEntry("node-2", List.of(A));
        assertThat(await(claim(mailboxes, A, old.session(), 10))).isEmpty();
        assertThat(await(claim(mailboxes, A, fresh.session(), 10))).hasSize(1);
        assertThat(await(sessions.renew(List.of(new Held(A, old.session(), true)))))
                .isEmpty();
        assertThat(await(sessions.renew(List.of(new Held(A, fresh.session(), false)))))
                .isEqualTo(Set.of(fresh.session()));
        assertThat(view(A).presence()).isEqualTo(Presence.UNRESPONSIVE);
        await(sessions.close(A, old.session()));
        assertThat(view(A).presence()).isEqualTo(Presence.UNRESPONSIVE);
        await(sessions.close(A, fresh.session()));
        assertThat(view(A).presence()).isEqualTo(Presence.OFFLINE);
        assertThat(await(sessions.open(new Recipient("lab", "nobody"), "n"))).isEmpty();
    }

    @Test
    void aStateIsMergedWithinItsBoundAndAnAgentThatLeavesTakesItsMailboxAlong() {
        await(agents.report("lab", "a", "{\"mode\":\"idle\",\"load\":1}"));
        AgentView merged =
                await(agents.report("lab", "a", "{\"load\":2,\"mode\":null}")).orElseThrow();
        assertThat(merged.state().text()).isEqualTo("{\"load\": 2}");
        assertThat(await(agents.report("lab", "a", "{\"x\":\"" + "x".repeat(100) + "\"}")))
                .isEmpty();
        post(draft(A, "1"), withId(A, "i"));
        assertThat(await(agents.leave("other", "a"))).isEmpty();
        assertThat(await(agents.leave("lab", "a"))).contains(2);
        assertThat(await(agents.find("lab", "a"))).isEmpty();
        assertThat(hub.count("acp_message")).isZero();
        assertThat(await(letters.page("lab", "a", null, 10)).items()).hasSize(2);
        register(A);
        assertThat(post(withId(A, "i")).fates()).as("a new mailbox").containsExactly(Fate.STORED);
    }

    @Test
    void manyWritersAtOnceNeitherLoseCountNorOrder() {
        Mailboxes wide = new Mailboxes(
                hub.database, new MailboxLimits(10_000, 1 << 20, Duration.ofHours(1), Duration.ofHours(1), 2, 3));
        List<Future<?>> all = new ArrayList<>();
        for (int round = 0; round < 15; round++) {
            String text = "%03d".formatted(round);
            all.add(wide.post(List.of(draft(A, "a" + text), draft(B, "b" + text))));
            all.add(wide.post(List.of(draft(B, "c" + text), draft(A, "d" + text))));
        }
        await(Future.all(all));
        assertThat(view(A).waiting()).isEqualTo(30);
        List<Delivery> got = await(claim(wide, A, null, 1_000));
        assertThat(got).hasSize(30).extracting(Delivery::seq).isSorted();
        List<Future<?>> acks = new ArrayList<>();
        got.forEach(each ->
                acks.add(wide.acknowledge(List.of(new Ack("lab", new Acknowledgement("a", List.of(each.seq())))))));
        await(Future.all(acks));
        assertEmpty(A);
    }

    private void register(Recipient agent) {
        await(agents.register(
                agent.project(), new AgentRegistration(agent.agentId(), null, null, null, null, null), 10));
    }

    private AgentView view(Recipient agent) {
        return await(agents.find(agent.project(), agent.agentId())).orElseThrow();
    }

    private void assertEmpty(Recipient agent) {
        assertThat(view(agent).waiting()).isZero();
        assertThat(hub.count("acp_agent where agent_id = '" + agent.agentId() + "' and bytes = 0"))
                .isEqualTo(1);
        assertThat(hub.count("acp_message where agent_id = '" + agent.agentId() + "'"))
                .isZero();
    }

    private Posted post(Draft... drafts) {
        return await(mailboxes.post(List.of(drafts)));
    }

    private List<Delivery> claim(Recipient mailbox) {
        return await(claim(mailboxes, mailbox, null, 10));
    }

    private static List<String> called(Instant since) {
        List<Since> asked = List.of(new Since("a", since), new Since("b", since));
        return await(new BroadcastTable(hub.database).called("lab", new CalledQuery(asked, "order-")));
    }

    private static Future<List<Delivery>> claim(Mailboxes from, Recipient mailbox, Long session, int most) {
        return from.claim(List.of(new Claim(mailbox, session, most))).map(handed -> handed.get(0));
    }

    private int ack(Recipient mailbox, Long... seqs) {
        return await(mailboxes.acknowledge(
                        List.of(new Ack(mailbox.project(), new Acknowledgement(mailbox.agentId(), List.of(seqs))))))
                .get(0);
    }

    private static List<String> texts(List<Delivery> deliveries) {
        return deliveries.stream().map(each -> each.message().text()).toList();
    }

    private static List<Long> seqs(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::seq).toList();
    }

    private static List<Long> ids(List<DeadMessage> dead) {
        return dead.stream().map(DeadMessage::id).toList();
    }

    private static Draft draft(Recipient to, String text) {
        return new Draft(to, "s", null, 5, Buffer.buffer(text), false, false, HOUR, false);
    }

    private static Draft urgent(Recipient to, String text) {
        return new Draft(to, "s", null, 9, Buffer.buffer(text), false, false, HOUR, false);
    }

    private static Draft withId(Recipient to, String id) {
        return new Draft(to, "s", id, 5, Buffer.buffer("with " + id), false, false, HOUR, false);
    }
}
