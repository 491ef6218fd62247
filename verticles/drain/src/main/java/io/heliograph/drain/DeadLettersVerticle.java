package io.heliograph.drain;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.deadletters.DeadLetterOperations;
import io.heliograph.contracts.deadletters.Deleted;
import io.heliograph.contracts.deadletters.Deletion;
import io.heliograph.contracts.deadletters.Replay;
import io.heliograph.contracts.deadletters.ReplayReport;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.store.events.DeadLetterReplay;
import io.heliograph.store.events.DeadLetters;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Answers for the events that PostgreSQL refused: which they are, storing them after all, giving them up. */
public final class DeadLettersVerticle extends VerticleBase {
    private static final long COUNT_EVERY_MS = 15_000;
    private static final int MOST_SQLSTATES = 20;
    private static final int RETRY_AFTER_SECONDS = 5;

    private final Bus bus;
    private final DeadLetters letters;
    private final DeadLetterReplay replay;
    private final DeadLetterFigures figures;
    private boolean replaying;

    public DeadLettersVerticle(Bus bus, DeadLetters letters, DeadLetterReplay replay, DeadLetterFigures figures) {
        this.bus = bus;
        this.letters = letters;
        this.replay = replay;
        this.figures = figures;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(0, COUNT_EVERY_MS, tick -> count());
        return Future.all(
                bus.serve(DeadLetterOperations.LIST, (caller, query) -> letters.page(caller.project(), query)),
                bus.serve(
                        DeadLetterOperations.GET,
                        (caller, wanted) -> letters.find(caller.project(), wanted.id())
                                .map(found -> found.orElseThrow(() ->
                                        new Refused(ProblemKind.NOT_FOUND, "There is no dead letter with this id.")))),
                bus.serve(DeadLetterOperations.REPLAY, (caller, asked) -> replay(caller.project(), asked)),
                bus.serve(DeadLetterOperations.DELETE, (caller, asked) -> delete(caller.project(), asked)));
    }

    /** One at a time, since the drain shares the few connections that write. */
    private Future<ReplayReport> replay(String project, Replay asked) {
        if (replaying) {
            throw new Refused(Problem.of(ProblemKind.OVERLOADED, "Another replay is under way on this node.")
                    .retryAfter(RETRY_AFTER_SECONDS));
        }
        replaying = true;
        return replay.run(project, asked).onSuccess(figures::replayed).onComplete(done -> {
            replaying = false;
            count();
        });
    }

    private Future<Deleted> delete(String project, Deletion asked) {
        return letters.delete(project, asked.ids())
                .onSuccess(figures::deleted)
                .onSuccess(gone -> count())
                .map(Deleted::new);
    }

    /** A count that fails is made up for by the next one. */
    private void count() {
        letters.bySqlstate(MOST_SQLSTATES).onSuccess(figures::waiting);
    }
}
