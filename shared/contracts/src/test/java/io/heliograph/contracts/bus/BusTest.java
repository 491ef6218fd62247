package io.heliograph.contracts.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.events.AgentPage;
import io.heliograph.contracts.events.AgentQuery;
import io.heliograph.contracts.events.EventOperations;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.Problem.FieldProblem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BusTest {
    private static final Operation<AgentQuery, AgentPage> LIST = EventOperations.AGENTS;
    private static final AgentQuery QUESTION = new AgentQuery(null, 7);
    private static final AgentPage ANSWER = new AgentPage(List.of(), "the next");

    private Vertx vertx;
    private WatchedEventBus watched;
    private Bus bus;

    @BeforeEach
    void join() {
        vertx = Vertx.vertx();
        watched = new WatchedEventBus(vertx);
        bus = new Bus(watched.vertx());
    }

    @AfterEach
    void leave() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void theAnswerIsThatOfTheOneWhoServes() {
        AtomicReference<Object> asked = new AtomicReference<>();
        Caller caller = new Caller("somebody", "project", Set.of(Scope.EVENTS_READ));
        serve((by, question) -> {
            asked.set(List.of(by, question));
            return Future.succeededFuture(ANSWER);
        });
        assertThat(await(bus.call(LIST, caller, QUESTION))).isSameAs(ANSWER);
        assertThat(asked.get()).isEqualTo(List.of(caller, QUESTION));
    }

    @Test
    void aRefusalArrivesAsItself() {
        Problem problem =
                new Problem(ProblemKind.INVALID_PARAMETER, "said so", List.of(new FieldProblem("limit", "no")), 9);
        serve((by, question) -> Future.failedFuture(new Refused(problem)));
        assertThat(refusal(LIST, Caller.anonymous())).isEqualTo(problem);
    }

    @Test
    void aRefusalThatIsThrownArrivesToo() {
        serve((by, question) -> {
            throw Refused.parameter("cursor", "no");
        });
        assertThat(refusal(LIST, Caller.anonymous()).errors()).containsExactly(new FieldProblem("cursor", "no"));
    }

    @Test
    void aFaultArrivesAsInternalAndKeepsItsTextToItself() {
        serve((by, question) -> Future.failedFuture(new IllegalStateException("password=hunter2")));
        Problem problem = refusal(LIST, Caller.anonymous());
        assertThat(problem.kind()).isEqualTo(ProblemKind.INTERNAL);
        assertThat(problem.toString()).doesNotContain("hunter2", "IllegalState");
    }

    @Test
    void aServiceThatGivesNothingIsAFaultAndNotASilence() {
        serve((by, question) -> Future.succeededFuture());
        assertThat(refusal(LIST, Caller.anonymous()).kind()).isEqualTo(ProblemKind.INTERNAL);
    }

    @Test
    void whatNobodyServesIsNotServed() {
        Problem problem = refusal(LIST, Caller.anonymous());
        assertThat(problem.kind()).isEqualTo(ProblemKind.NOT_SERVED);
        assertThat(problem.detail()).contains("agents.list");
        assertThat(problem.retryAfterSeconds()).isPositive();
    }

    @Test
    void whatIsServedEndsWithTheVerticleThatServedIt() {
        String id = await(vertx.deployVerticle(new VerticleBase() {
            @Override
            public Future<?> start() {
                return bus.serve(LIST, (by, question) -> Future.succeededFuture(ANSWER));
            }
        }));
        assertThat(await(bus.call(LIST, Caller.anonymous(), QUESTION))).isEqualTo(ANSWER);
        await(vertx.undeploy(id));
        assertThat(refusal(LIST, Caller.anonymous()).kind()).isEqualTo(ProblemKind.NOT_SERVED);
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsNotWaitedFor() {
        Operation<AgentQuery, AgentPage> impatient = withPatience(Duration.ofMillis(50));
        await(bus.serve(
                impatient, (by, question) -> Promise.<AgentPage>promise().future()));
        Problem problem = refusal(impatient, Caller.anonymous());
        assertThat(problem.kind()).isEqualTo(ProblemKind.NO_ANSWER);
        assertThat(problem.detail()).contains("agents.list").contains("50ms");
    }

    @Test
    void aCallerWithoutTheScopeIsToldWhichOneIsMissingAndTheServiceIsNotAsked() {
        AtomicReference<AgentQuery> asked = new AtomicReference<>();
        serve((by, question) -> {
            asked.set(question);
            return Future.succeededFuture(ANSWER);
        });
        Problem problem = refusal(LIST, new Caller("writer", "project", Set.of(Scope.EVENTS_WRITE)));
        assertThat(problem.kind()).isEqualTo(ProblemKind.FORBIDDEN);
        assertThat(problem.detail()).contains("events:read");
        assertThat(asked).hasNullValue();
    }

    @Test
    void aWaitThatIsEnoughIsAnsweredWithWhatThereIs() {
        Operation<AgentQuery, AgentPage> waiting = withPatience(Duration.ofMinutes(1));
        await(bus.serveWaiting(waiting, (by, question, enough) -> enough.map(ended -> ANSWER)));
        Bus.Asked<AgentPage> other = bus.ask(waiting, Caller.anonymous(), QUESTION);
        Bus.Asked<AgentPage> asked = bus.ask(waiting, Caller.anonymous(), QUESTION);
        asked.enough().run();
        assertThat(await(asked.answer())).isEqualTo(ANSWER);
        assertThat(other.answer().isComplete()).isFalse();
        other.enough().run();
        assertThat(await(other.answer())).isEqualTo(ANSWER);
        assertThat(watched.calls()).containsExactly("consumer", "consumer", "publish local", "publish local");
    }

    @Test
    void aNoticeReachesEveryListener() {
        Promise<Topics.Stored> first = Promise.promise();
        Promise<Topics.Stored> second = Promise.promise();
        await(bus.subscribe(Topics.STORED, first::complete));
        await(bus.subscribe(Topics.STORED, second::complete));
        Topics.Stored notice = new Topics.Stored("journal", 7, 3, 1);
        bus.publish(Topics.STORED, notice);
        assertThat(await(first.future())).isSameAs(notice);
        assertThat(await(second.future())).isSameAs(notice);
    }

    @Test
    void aNoticeOfTheNodeStaysOnItAndOneOfTheClusterGoesToAllNodes() {
        Promise<Topics.Appended> heard = Promise.promise();
        await(bus.subscribe(Topics.APPENDED, heard::complete));
        bus.publish(Topics.APPENDED, new Topics.Appended(5));
        bus.publish(Topics.STORED, new Topics.Stored("journal", 5, 5, 1));
        assertThat(await(heard.future()).end()).isEqualTo(5);
        assertThat(watched.calls()).containsExactly("localConsumer", "publish local", "publish");
    }

    private void serve(BiFunction<Caller, AgentQuery, Future<AgentPage>> service) {
        await(bus.serve(LIST, service));
    }

    private Problem refusal(Operation<AgentQuery, AgentPage> operation, Caller caller) {
        Future<AgentPage> call = bus.call(operation, caller, QUESTION);
        try {
            throw new AssertionError("did not fail, but gave " + settled(call));
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(Refused.class);
            return ((Refused) e.getCause()).problem();
        }
    }

    private static Operation<AgentQuery, AgentPage> withPatience(Duration patience) {
        return LIST.within(patience);
    }

    private static <T> T await(Future<T> future) {
        try {
            return settled(future);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static <T> T settled(Future<T> future) throws ExecutionException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
