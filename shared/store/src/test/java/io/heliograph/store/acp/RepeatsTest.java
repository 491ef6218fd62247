package io.heliograph.store.acp;

import static io.heliograph.store.Hub.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.contracts.acp.Acknowledgement;
import io.heliograph.contracts.acp.AgentRegistration;
import io.heliograph.contracts.acp.DeadMessage;
import io.heliograph.contracts.acp.Delivery;
import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.heliograph.store.Hub;
import io.heliograph.store.Migrations;
import io.heliograph.store.Migrator;
import io.heliograph.store.acp.Mailboxes.Ack;
import io.heliograph.store.acp.Mailboxes.Claim;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which message is a repeat of another. */
class RepeatsTest {
    private static final MailboxLimits LIMITS =
            new MailboxLimits(5, 1_000, Duration.ofHours(1), Duration.ofMillis(100), 2, 10);
    private static final Recipient A = new Recipient("lab", "a");
    private static final long HOUR = 3_600_000;

    private static Hub hub;

    private Mailboxes mailboxes;
    private DeadLetters letters;

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
        mailboxes = new Mailboxes(hub.database, LIMITS);
        letters = new DeadLetters(hub.database, LIMITS);
        AgentTable agents = new AgentTable(hub.database, 100, LIMITS.deadLetters());
        await(agents.register("lab", new AgentRegistration("a", null, null, null, null, null), 10));
    }

    @Test
    void eachSenderCountsItsOwnIdsAndThoseWithoutANameCountTogether() {
        assertThat(post(from("alice", HOUR), from("bob", HOUR), from(null, HOUR), from("bob", HOUR), from(null, HOUR)))
                .containsExactly(Fate.STORED, Fate.STORED, Fate.STORED, Fate.DUPLICATE, Fate.DUPLICATE);
        assertThat(claim()).hasSize(3);
        assertThat(post(from("alice", HOUR), from(null, HOUR), from("carol", HOUR)))
                .containsExactly(Fate.DUPLICATE, Fate.DUPLICATE, Fate.STORED);
    }

    @Test
    void inAMailboxThatIsNearlyFullToo() {
        IntStream.range(0, 3).forEach(i -> post(new Draft(A, "s", null, 5, text(), false, false, HOUR, false)));
        assertThat(post(from("alice", HOUR), from("bob", HOUR), from("bob", HOUR), from("carol", HOUR)))
                .containsExactly(Fate.STORED, Fate.STORED, Fate.DUPLICATE, Fate.OVERFLOW);
    }

    @Test
    void whatExpiredUnseenMayComeAgain() {
        post(from("alice", 1));
        await().until(() -> await(letters.buryExpired(10)) == 1);
        assertThat(post(from("alice", HOUR))).containsExactly(Fate.STORED);
        assertThat(claim()).hasSize(1);
    }

    @Test
    void alsoBeforeItWasBuriedAndWithoutLosingTheCount() {
        post(from("alice", 1), from("bob", HOUR));
        await().until(() -> hub.count("acp_message where expires_at <= now()") == 1);
        assertThat(post(from("alice", HOUR), from("bob", HOUR), from("alice", HOUR)))
                .containsExactly(Fate.STORED, Fate.DUPLICATE, Fate.DUPLICATE);
        assertThat(await(letters.page("lab", "a", null, 10)).items())
                .extracting(DeadMessage::reason)
                .containsExactly("expired");
        assertThat(hub.count("acp_agent where messages = 2 and bytes = 2 * octet_length('text')"))
                .isEqualTo(1);
        assertThat(claim()).hasSize(2);
    }

    @Test
    void whatExpiredAfterItWasHandedOutStaysARepeat() {
        post(from("alice", 300));
        assertThat(claim()).hasSize(1);
        await().until(() -> hub.count("acp_message where expires_at <= now()") == 1);
        assertThat(post(from("alice", HOUR))).containsExactly(Fate.DUPLICATE);
        await().until(() -> await(letters.buryExpired(10)) == 1);
        assertThat(post(from("alice", HOUR))).containsExactly(Fate.DUPLICATE);
    }

    @Test
    void aCopyForWhichThereWasNoRoomMayComeAgain() {
        IntStream.range(0, 5).forEach(i -> post(new Draft(A, "s", null, 5, text(), false, false, HOUR, false)));
        assertThat(post(toMany())).containsExactly(Fate.OVERFLOW);
        claim().forEach(this::acknowledge);
        assertThat(post(toMany())).containsExactly(Fate.STORED);
    }

    @Test
    void aDeadLetterThatIsPutBackHoldsItsIdAgainAndRemembersThatItWasSeen() {
        post(from("unseen", 1), from("seen", 300));
        await().until(() -> claim().size() == 1 && await(letters.buryExpired(10)) == 1);
        await().until(() -> await(letters.buryExpired(10)) == 1);
        List<Long> dead = await(letters.page("lab", "a", null, 10)).items().stream()
                .map(DeadMessage::id)
                .toList();
        assertThat(await(letters.replay("lab", dead, 300)).stored()).isEqualTo(2);
        assertThat(post(from("unseen", HOUR), from("seen", HOUR))).containsOnly(Fate.DUPLICATE);
        await().until(() -> await(letters.buryExpired(10)) == 2);
        assertThat(post(from("unseen", HOUR), from("seen", HOUR))).containsExactly(Fate.STORED, Fate.DUPLICATE);
    }

    @Test
    void idsOfTheFirstReleaseBelongToTheSendersWhoseMessagesAreStillThere() {
        try (Hub old = Hub.bare()) {
            Migrator migrator = new Migrator(old.database);
            await(migrator.apply(
                    List.of(new Migrations("acp", AcpSchema.MIGRATIONS.scripts().subList(0, 1)))));
            old.sql("insert into acp_agent (project, agent_id) values ('lab', 'a')");
            old.sql("""
                    insert into acp_taken (project, agent_id, own_id, expires_at)
                    select 'lab', 'a', id, now() + interval '1 hour' from unnest('{1,2}'::text[]) id""");
            old.sql("""
                    insert into acp_message (project, agent_id, sender, own_id, priority, document, clock_ahead, receipts,
                                             direct, expires_at)
                    values ('lab', 'a', 'alice', '1', 5, 'text', false, false, true, now() + interval '1 hour')""");
            await(migrator.apply(List.of(AcpSchema.MIGRATIONS)));
            assertThat(old.count("acp_taken where (own_id, sender) in (('1', 'alice'), ('2', ''))"))
                    .isEqualTo(2);
            Mailboxes upgraded = new Mailboxes(old.database, LIMITS);
            assertThat(await(upgraded.post(List.of(from("alice", HOUR), from("bob", HOUR))))
                            .fates())
                    .containsExactly(Fate.DUPLICATE, Fate.STORED);
        }
    }

    private List<Fate> post(Draft... drafts) {
        return await(mailboxes.post(List.of(drafts))).fates();
    }

    private List<Delivery> claim() {
        return await(mailboxes.claim(List.of(new Claim(A, null, 10)))).get(0);
    }

    private void acknowledge(Delivery delivery) {
        await(mailboxes.acknowledge(List.of(new Ack("lab", new Acknowledgement("a", List.of(delivery.seq()))))));
    }

    private static Draft from(String sender, long ttl) {
        return new Draft(A, sender, "1", 5, text(), false, false, ttl, false);
    }

    private static Draft toMany() {
        return new Draft(A, "alice", "1", 5, text(), false, false, HOUR, true);
    }

    private static Buffer text() {
        return Buffer.buffer("text");
    }
}
