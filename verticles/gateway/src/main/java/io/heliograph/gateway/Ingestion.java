package io.heliograph.gateway;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.events.EventOperations;
import io.heliograph.contracts.events.IngestReceipt;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.flow.Balance;
import io.heliograph.intake.BodyFormat;
import io.heliograph.intake.EventBatch;
import io.heliograph.intake.IdempotencyKey;
import io.heliograph.intake.Intake;
import io.heliograph.journal.Journal;
import io.heliograph.web.limits.Admission;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** Takes events in, through whichever door they came: admission, intake, journal, balance. */
public final class Ingestion {
    /** Reading more than this would hold the event loop for longer than a few milliseconds. */
    private static final int READ_INLINE = 256 << 10;

    private final Vertx vertx;
    private final AppendNotices notices;
    private final Intake intake;
    private final Journal journal;
    private final Balance balance;
    private final Admission admission;

    public Ingestion(Vertx vertx, Bus bus, Intake intake, Journal journal, Balance balance, Admission admission) {
        this.vertx = vertx;
        this.notices = new AppendNotices(vertx, bus);
        this.intake = intake;
        this.journal = journal;
        this.balance = balance;
        this.admission = admission;
    }

    /** Lets a request in, before its body is read, or throws Refused. The place is to be left once it is answered. */
    public Admission.Place enter(Caller caller) {
        caller.require(EventOperations.INGEST.scope());
        return admission.enter(caller.project());
    }

    /** Reads and keeps the events of a body; they are durable and counted when it completes. The key may be null. */
    public Future<IngestReceipt> take(
            Admission.Place place, Buffer body, BodyFormat format, String project, IdempotencyKey key) {
        Future<EventBatch> batch = body.length() <= READ_INLINE
                ? Future.succeededFuture(body).map(bytes -> intake.read(bytes, format, project, key))
                : vertx.executeBlocking(() -> intake.read(body, format, project, key), false);
        return batch.compose(read -> take(place, read, body.length()));
    }

    /** Whatever was read has cost the hub its reading, so bad events and repeats are charged too. */
    private Future<IngestReceipt> take(Admission.Place place, EventBatch batch, int bytes) {
        place.charge(batch.received(), bytes);
        if (batch.count() == 0) {
            return Future.succeededFuture(counted(batch));
        }
        return place.append(batch.bytes().remaining(), () -> journal.append(batch))
                .map(end -> {
                    intake.remember(batch);
                    notices.appended(end);
                    return counted(batch);
                });
    }

    /** What to say when no event was taken: a single event's own problem, or that of the batch; null when one was. */
    public static Problem refusalOf(IngestReceipt receipt) {
        if (receipt.accepted() > 0 || receipt.duplicates() > 0) {
            return null;
        }
        if (receipt.rejected().size() > 1) {
            return Problem.of(ProblemKind.NOTHING_ACCEPTED, ProblemKind.NOTHING_ACCEPTED.title());
        }
        IngestReceipt.Rejection only = receipt.rejected().get(0);
        return Problem.of(ProblemKind.byCode(only.code()).orElseThrow(), only.detail());
    }

    private IngestReceipt counted(EventBatch batch) {
        IngestReceipt receipt = batch.receipt();
        balance.answered(batch.project(), receipt.accepted(), receipt.rejected().size(), receipt.duplicates());
        return receipt;
    }
}
