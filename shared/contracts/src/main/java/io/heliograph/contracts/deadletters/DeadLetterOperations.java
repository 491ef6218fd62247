package io.heliograph.contracts.deadletters;

import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Scope;

/** What can be done with accepted events that PostgreSQL refused: look at them, store them after all, give them up. */
public final class DeadLetterOperations {
    public static final Operation<DeadLetterQuery, DeadLetterPage> LIST = Operation.named(
                    "deadletters.list",
                    DeadLetterQuery.class,
                    DeadLetterPage.class,
                    Scope.EVENTS_READ,
                    "Lists accepted events that PostgreSQL refused, with its reason, newest first.")
            .get("/dead-letters");

    public static final Operation<DeadLetterId, DeadLetter> GET = Operation.named(
                    "deadletters.get",
                    DeadLetterId.class,
                    DeadLetter.class,
                    Scope.EVENTS_READ,
                    "Gives one dead letter with its whole event.")
            .get("/dead-letters/{id}");

    public static final Operation<Replay, ReplayReport> REPLAY = Operation.named(
                    "deadletters.replay",
                    Replay.class,
                    ReplayReport.class,
                    Scope.EVENTS_WRITE,
                    "Stores dead letters after all, each once, once what PostgreSQL minded has been put right.")
            .post("/dead-letters/replay", 200)
            .changes();

    public static final Operation<Deletion, Deleted> DELETE = Operation.named(
                    "deadletters.delete",
                    Deletion.class,
                    Deleted.class,
                    Scope.EVENTS_WRITE,
                    "Deletes dead letters for good.")
            .post("/dead-letters/delete", 200)
            .changes();

    private DeadLetterOperations() {}
}
