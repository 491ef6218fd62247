package io.heliograph.launcher.hub;

import io.heliograph.acp.EventPort;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.gateway.Ingestion;
import io.heliograph.intake.BodyFormat;
import io.heliograph.web.limits.Admission;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Lets what is telemetry among messages in by the way of every door. */
record MessageEvents(Ingestion ingestion) implements EventPort {
    @Override
    public Future<Void> take(Caller caller, Buffer event) {
        Admission.Place place = ingestion.enter(caller);
        return ingestion
                .take(place, event, BodyFormat.JSON, caller.project(), null)
                .onComplete(taken -> place.leave())
                .compose(receipt -> {
                    Problem refusal = Ingestion.refusalOf(receipt);
                    return refusal == null ? Future.succeededFuture() : Future.failedFuture(new Refused(refusal));
                });
    }
}
