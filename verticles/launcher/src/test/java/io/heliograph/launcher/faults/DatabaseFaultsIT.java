package io.heliograph.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.Sql;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Proxy;
import io.heliograph.testkit.faults.Rounds;
import io.heliograph.testkit.faults.Seed;
import io.heliograph.testkit.ledger.Ledger;
import io.heliograph.testkit.ledger.Load;
import io.heliograph.testkit.ledger.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What PostgreSQL can do to a hub under load. The senders notice nothing, and everything is stored once in the end. */
@Tag("fault")
class DatabaseFaultsIT {
    private static final int A_SECOND = 50;
    private static final Random RANDOM = new Random(Seed.of("DatabaseFaultsIT"));

    @TempDir
    static Path directory;

    private static PostgresServer server;
    private static Proxy line;
    private static Node node;

    @BeforeAll
    static void start() {
        server = PostgresServer.shared();
        line = Proxy.to("127.0.0.1", server.port());
        String[] quick = {"--set", "database.connect-timeout=1s", "--set", "database.statement-timeout=2s"};
        node = new Node(directory, server, server.create(), line.port(), quick).start();
    }

    @AfterAll
    static void stop() {
        node.close();
        line.close();
    }

    /** P1. */
    @Test
    void aServerThatIsStoppedForLong() {
        int away = Rounds.of("stopped-batches", A_SECOND, 600 * A_SECOND);
        Ledger ledger = new Ledger("stopped", 100, 300);
        Load load = node.load(ledger);
        Node.awaitMore(ledger, 10);
        server.stop();
        Node.awaitMore(ledger, away);
        long waiting = node.pendingByMetrics();
        server.start();
        Instant begun = Instant.now();
        load.close();
        Verdict verdict = node.awaitClean(ledger, Duration.ofMinutes(5));
        Outcome.of(
                "P1",
                "away for %d batches, %d events waiting, stored within %d ms of the start: %s",
                away,
                waiting,
                Duration.between(begun, Instant.now()).toMillis(),
                verdict);
        assertThat(load.surprises()).isEmpty();
    }

    /** P3. */
    @Test
    void backendsThatAreKilled() {
        int kills = Rounds.of("backends-killed", 1, 200);
        under("backends", "P3", kills + " kills of all backends", ledger -> {
            for (int kill = 0; kill < kills; kill++) {
                Node.awaitMore(ledger, 1 + RANDOM.nextInt(10));
                server.killBackends();
                awaitProgress();
            }
        });
    }

    /** P5: no statement ends, no connection breaks, until the hub itself gives up on them. */
    @Test
    void aServerThatIsFrozen() {
        int times = Rounds.of("server-frozen", 1, 20);
        under("frozen", "P5", times + " times frozen until the hub gave its connections up", ledger -> {
            for (int time = 0; time < times; time++) {
                int said = count("has not answered");
                server.freeze();
                try {
                    await().atMost(Duration.ofSeconds(60)).until(() -> count("has not answered") > said);
                    assertThat(node.http().get("/health").status()).isEqualTo(200);
                    Node.awaitMore(ledger, 10);
                } finally {
                    server.thaw();
                }
                awaitProgress();
            }
        });
    }

    /** P9: SQLSTATEs 40P01 and 40001, which ask for another try. */
    @Test
    void conflictsWithOthers() {
        int conflicts = Rounds.of("conflicts", 10, 200);
        under("conflicts", "P9", conflicts + " transactions refused as deadlocks or conflicts", ledger -> {
            try (Sql session = server.open(node.database())) {
                session.run("create sequence conflicts", """
                        create function conflict() returns trigger language plpgsql as $$
                        declare
                            turn bigint := nextval('conflicts');
                        begin
                            if turn <= %d and turn %% 2 = 0 then
                                raise exception 'deadlock' using errcode = '40P01';
                            elsif turn <= %d then
                                raise exception 'conflict' using errcode = '40001';
                            end if;
                            return null;
                        end $$""".formatted(conflicts, conflicts), """
                        create trigger conflict before insert on telemetry for each statement
                        execute function conflict()""");
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> session.number("select last_value from conflicts") > conflicts);
                session.run("drop trigger conflict on telemetry", "drop function conflict", "drop sequence conflicts");
            }
        });
    }

    /** P10. */
    @Test
    void aTableThatSomebodyElseHasLocked() {
        int away = Rounds.of("locked-batches", 3 * A_SECOND, 300 * A_SECOND);
        under("locked", "P10", "table locked for " + away + " batches", ledger -> {
            try (Sql other = server.open(node.database()).begin()) {
                other.run("lock table telemetry in access exclusive mode");
                Node.awaitMore(ledger, away);
                other.rollback();
            }
        });
    }

    /** P11: SQLSTATE 53300. */
    @Test
    void noConnectionLeft() {
        Soak.only();
        int away = Rounds.of("crowded-batches", 2 * A_SECOND, 60 * A_SECOND);
        under("crowded", "P11", "no connection left for " + away + " batches", ledger -> {
            List<Sql> crowd = new ArrayList<>();
            try {
                line.weather().silence(true);
                line.cutAll();
                await().atMost(Duration.ofSeconds(20)).until(() -> !joins(crowd));
                line.weather().silence(false);
                int before = line.connections();
                Node.awaitMore(ledger, away);
                Outcome.of("P11", "%d tries to connect meanwhile", line.connections() - before);
            } finally {
                line.weather().silence(false);
                crowd.forEach(Sql::close);
            }
        });
    }

    private boolean joins(List<Sql> crowd) {
        try {
            crowd.add(server.open(node.database()));
            return true;
        } catch (IllegalStateException full) {
            assertThat(full).hasMessageContaining("too many clients");
            return false;
        }
    }

    /** P12: SQLSTATE 25006, as after a failover to a standby. */
    @Test
    void aServerThatOnlyReads() {
        int away = Rounds.of("read-only-batches", A_SECOND, 60 * A_SECOND);
        under("reads", "P12", "read-only for " + away + " batches", ledger -> {
            server.set("default_transaction_read_only", "on");
            try {
                Node.awaitMore(ledger, away);
            } finally {
                server.reset("default_transaction_read_only");
            }
        });
    }

    /** P15: a day of events is dropped while others come in. */
    @Test
    void aPartitionThatIsDroppedUnderLoad() {
        int drops = Rounds.of("partitions-dropped", 2, 100);
        under("dropped", "P15", drops + " partitions dropped", ledger -> {
            try (Sql session = server.open(node.database())) {
                for (int drop = 0; drop < drops; drop++) {
                    session.run("select heliograph_add_day('telemetry', current_date - 20)", """
                            insert into telemetry (ts, received_at, id, project_number, type_number, source_number,
                                                   agent_number, own_id, payload)
                            select current_date - 20 + interval '12 h', now(), gen_random_uuid(), 1, 1, 0, 0, '', '{}'
                              from generate_series(1, 20000)""");
                    Node.awaitMore(ledger, 5);
                    String partition = session.texts("""
                                    select inhrelid::regclass::text from pg_inherits
                                     where inhparent = 'telemetry'::regclass
                                       and inhrelid::regclass::text like
                                           '%' || to_char(current_date - 20, 'YYYYMMDD')""").get(0);
                    session.run("drop table " + partition);
                    Node.awaitMore(ledger, 5);
                }
            }
        });
    }

    /** J14: one event that PostgreSQL refuses among ten thousand. */
    @Test
    void oneEventThatTheServerRefusesIsSetAsideAlone() {
        try (Sql session = server.open(node.database())) {
            session.run("alter table telemetry add constraint no_poison check (payload not like '%poison%') not valid");
            String event = "{\"type\":\"sound\"}\n";
            String body = event.repeat(6_171) + "{\"type\":\"sound\",\"poison\":1}\n" + event.repeat(3_828);
            Instant begun = Instant.now();
            Answer answer = node.http().post("/events", body.getBytes(StandardCharsets.UTF_8), "application/x-ndjson");
            assertThat(answer.json().get("accepted").asInt()).isEqualTo(10_000);
            node.awaitDrained(Duration.ofSeconds(30));
            Outcome.of(
                    "J14",
                    "1 of 10,000 set aside, stored after %d ms",
                    Duration.between(begun, Instant.now()).toMillis());
            assertThat(session.number("select count(*) from events where type = 'sound'"))
                    .isEqualTo(9_999);
            assertThat(session.number("select count(*) from dead_letter")).isEqualTo(1);
            session.run("delete from dead_letter", "alter table telemetry drop constraint no_poison");
        }
    }

    private interface Fault {
        void strike(Ledger ledger);
    }

    /** The fault while senders send; afterwards the books have to balance. */
    private void under(String name, String rows, String what, Fault fault) {
        Ledger ledger = new Ledger(name, 100, 300);
        Load load = node.load(ledger);
        try (load) {
            Node.awaitMore(ledger, 5);
            fault.strike(ledger);
            Node.awaitMore(ledger, 5);
        }
        Verdict verdict = node.awaitClean(ledger);
        Outcome.of(rows, "%s, p99 %d ms: %s", what, load.slowestOfAHundred().toMillis(), verdict);
        assertThat(load.surprises()).isEmpty();
        assertThat(verdict.unknown()).isZero();
    }

    /** Waits until the hub has stored something that it had not when asked. */
    private static void awaitProgress() {
        String settled = "select sum(stored + duplicates) from journal_cursor";
        long[] before = {-1};
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> {
                    try (Sql session = server.open(node.database())) {
                        long now = session.number(settled);
                        before[0] = before[0] < 0 ? now : before[0];
                        return now > before[0];
                    }
                });
    }

    private static int count(String said) {
        return (int) node.process()
                .text()
                .lines()
                .filter(line -> line.contains(said))
                .count();
    }
}
