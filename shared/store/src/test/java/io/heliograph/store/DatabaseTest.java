package io.heliograph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static Vertx vertx;
    private static TestServer postgres;

    @BeforeAll
    static void start() {
        postgres = TestServer.shared();
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        if (vertx != null) {
            Hub.await(vertx.close());
        }
    }

    @Test
    void aSessionCarriesItsNameAndItsLimits() {
        try (Hub hub = new Hub(postgres.first(), Hub.CONFIG)) {
            var row = hub.sql("""
                    select current_setting('application_name'), current_setting('statement_timeout'),
                           current_setting('lock_timeout'), current_setting('idle_in_transaction_session_timeout')""").iterator().next();
            assertThat(row.deepToString()).isEqualTo("[heliograph test,10s,5s,10s]");
        }
    }

    @Test
    void readersCannotWrite() {
        try (Hub hub = new Hub(postgres.first(), Hub.CONFIG)) {
            assertThatThrownBy(() -> Hub.await(hub.database.read("create table x ()", Tuple.tuple())))
                    .hasMessageContaining("read-only");
        }
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(() -> open(DatabaseAddress.of("127.0.0.1", port, "postgres", "me", "secret"), Hub.CONFIG))
                .isInstanceOf(CannotStart.class)
                .hasMessageStartingWith("The database 127.0.0.1:" + port + "/postgres cannot be reached (")
                .hasMessageContaining("refused")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aStartWaitsForAServerThatIsAway() {
        DatabaseAddress there = postgres.first();
        AtomicInteger calls = new AtomicInteger();
        NetClient client = vertx.createNetClient();
        NetServer door = Hub.await(vertx.createNetServer()
                .connectHandler(caller -> {
                    if (calls.incrementAndGet() == 1) {
                        caller.close();
                        return;
                    }
                    caller.pause();
                    client.connect(there.port(), there.host()).onSuccess(server -> {
                        server.pipeTo(caller);
                        caller.pipeTo(server);
                    });
                })
                .listen(0, "127.0.0.1"));
        DatabaseAddress address =
                DatabaseAddress.of("127.0.0.1", door.actualPort(), there.database(), there.user(), there.password());
        DatabaseConfig patient = new DatabaseConfig(
                "",
                8,
                3,
                64,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                false,
                Breaker.Config.DEFAULT);
        Database database = Hub.await(Database.openPatiently(vertx, address, patient, "test"));
        assertThat(calls).hasValueGreaterThan(1);
        Hub.await(database.close());
        Hub.await(door.close());
    }

    @Test
    void aWrongPasswordIsNamedAndNotRepeated() {
        DatabaseAddress good = postgres.first();
        assertThatThrownBy(() -> open(
                        DatabaseAddress.of(good.host(), good.port(), good.database(), good.user(), "wr0ng"),
                        Hub.CONFIG))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("does not let user heliograph in")
                .hasMessageNotContaining("wr0ng");
    }

    @Test
    void aMissingDatabaseIsNamedWithTheCommandThatMakesIt() {
        DatabaseAddress good = postgres.first();
        assertThatThrownBy(() -> open(
                        DatabaseAddress.of(good.host(), good.port(), "nowhere", good.user(), good.password()),
                        Hub.CONFIG))
                .isInstanceOf(CannotStart.class)
                .hasMessage(
                        "There is no database nowhere on 127.0.0.1:%d; create it with: createdb --encoding=UTF8 nowhere"
                                .formatted(good.port()));
    }

    @Test
    void anotherEncodingIsRefused() {
        DatabaseAddress latin = postgres.create("encoding 'LATIN1' locale 'C' template template0");
        assertThatThrownBy(() -> open(latin, Hub.CONFIG))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("has the encoding LATIN1");
    }

    @Test
    void aServerWithoutTlsIsNamedWhenTlsIsAskedFor() {
        DatabaseAddress plain = postgres.first();
        String url = "postgresql://%s:%s@127.0.0.1:%d/postgres?sslmode=require"
                .formatted(plain.user(), plain.password(), plain.port());
        assertThatThrownBy(() -> open(DatabaseAddress.parse(url), Hub.CONFIG))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("sslmode=require");
    }

    @Test
    void aServerThatMayForgetIsRefusedUnlessAllowed() {
        DatabaseAddress careless = postgres.create("");
        postgres.sql("alter database " + careless.database() + " set synchronous_commit = off");
        assertThatThrownBy(() -> open(careless, Hub.CONFIG))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("synchronous_commit = off")
                .hasMessageContaining("database.allow-unsafe");
        Hub.await(open(careless, config(8, 64, Duration.ofSeconds(10), true)).close());
    }

    @Test
    void aStatementThatTakesTooLongIsNoOutage() {
        try (Hub hub = new Hub(postgres.first(), config(8, 64, Duration.ofMillis(200), false))) {
            assertThatThrownBy(() -> Hub.await(hub.database.read("select pg_sleep(20)", Tuple.tuple())))
                    .asInstanceOf(type(Refused.class))
                    .extracting(refused -> refused.problem().kind())
                    .isEqualTo(ProblemKind.NO_ANSWER);
        }
    }

    @Test
    void moreQuestionsThanTheQueueHoldsAreRefusedAtOnce() {
        try (Hub hub = new Hub(postgres.first(), config(3, 2, Duration.ofSeconds(10), false))) {
            List<Future<?>> asked = IntStream.range(0, 10)
                    .<Future<?>>mapToObj(i -> hub.database.read("select pg_sleep(0.2)", Tuple.tuple()))
                    .toList();
            assertThatThrownBy(() -> Hub.await(Future.all(asked))).satisfies(DatabaseTest::isUnavailable);
        }
    }

    static void isUnavailable(Throwable failure) {
        assertThat(failure).isInstanceOf(Refused.class);
        Refused refused = (Refused) failure;
        assertThat(refused.problem().kind()).isEqualTo(ProblemKind.DATABASE_UNAVAILABLE);
        assertThat(refused.problem().retryAfterSeconds()).isPositive();
    }

    static DatabaseConfig config(int pool, int queue, Duration statement, boolean unsafe) {
        return new DatabaseConfig("", pool, queue, Duration.ofSeconds(5), statement, unsafe);
    }

    private static Database open(DatabaseAddress address, DatabaseConfig config) {
        return Hub.await(Database.open(vertx, address, config, "test"));
    }
}
