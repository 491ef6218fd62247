package io.heliograph.gateway;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.hub.HubOperations;
import io.heliograph.contracts.hub.HubVersion;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.web.limits.Overload;
import io.heliograph.web.limits.SharedRoom;
import io.heliograph.web.live.Expiries;
import io.heliograph.web.live.Expiry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Makes a call, through whichever door it came: within its project's share of what may be under way. */
public final class Calls {
    private final Vertx vertx;
    private final Bus bus;
    private final SharedRoom room;
    private final SharedRoom waiting;
    private final Expiries expiries;
    private final Future<HubVersion> version;

    /** So many calls may be under way on this node, and so many of those that wait for something to happen. */
    public Calls(Vertx vertx, Bus bus, SharedRoom room, SharedRoom waiting, Expiries expiries, HubVersion version) {
        this.vertx = vertx;
        this.bus = bus;
        this.room = room;
        this.waiting = waiting;
        this.expiries = expiries;
        this.version = Future.succeededFuture(version);
    }

    /** Fails with {@link Refused} only, or throws it. */
    public <I extends Record, O extends Record> Future<O> call(
            Operation<I, O> operation, Caller caller, I input, Departure departure) {
        if (operation == HubOperations.VERSION) {
            caller.require(operation.scope());
            return version.map(operation.output()::cast);
        }
        SharedRoom.Claim place = (operation.waits() ? waiting : room).claim(caller.project());
        if (!place.tryGrow(1)) {
            String key = operation.waits() ? "query.max-waiting" : "query.max-calls";
            throw Overload.refused("As many calls are under way as may be (" + key + ").");
        }
        Future<O> answer = operation.waits()
                ? await(bus.ask(operation, caller, input), caller, departure)
                : bus.call(operation, caller, input);
        return answer.onComplete(answered -> place.release());
    }

    /** Ends the wait when the caller leaves, his credential ends or the node stops; without a credential he gets nothing. */
    private <O extends Record> Future<O> await(Bus.Asked<O> asked, Caller caller, Departure departure) {
        Promise<O> answer = Promise.promise();
        Expiry expiry = new Expiry(vertx, expiries, reason -> {
            if (reason.kind() == ProblemKind.UNAUTHENTICATED) {
                answer.tryFail(new Refused(reason));
            }
            asked.enough().run();
        });
        expiry.of(caller);
        Runnable forget = departure.tell(asked.enough());
        asked.answer().onSuccess(answer::tryComplete).onFailure(answer::tryFail);
        return answer.future().onComplete(answered -> {
            expiry.cancel();
            forget.run();
        });
    }
}
