package io.heliograph.gateway;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.hub.HubOperations;
import io.heliograph.contracts.hub.HubVersion;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.web.limits.Overload;
import io.heliograph.web.limits.SharedRoom;
import io.vertx.core.Future;

/** Makes a call, through whichever door it came: within its project's share of what may be under way. */
public final class Calls {
    private final Bus bus;
    private final SharedRoom room;
    private final SharedRoom waiting;
    private final Future<HubVersion> version;

    /** So many calls may be under way on this node, and so many of those that wait for something to happen. */
    public Calls(Bus bus, SharedRoom room, SharedRoom waiting, HubVersion version) {
        this.bus = bus;
        this.room = room;
        this.waiting = waiting;
        this.version = Future.succeededFuture(version);
    }

    /** Fails with {@link io.heliograph.contracts.problems.Refused} only, or throws it. */
    public <I extends Record, O extends Record> Future<O> call(Operation<I, O> operation, Caller caller, I input) {
        if (operation == HubOperations.VERSION) {
            caller.require(operation.scope());
            return version.map(operation.output()::cast);
        }
        SharedRoom.Claim place = (operation.waits() ? waiting : room).claim(caller.project());
        if (!place.tryGrow(1)) {
            String key = operation.waits() ? "query.max-waiting" : "query.max-calls";
            throw Overload.refused("As many calls are under way as may be (" + key + ").");
        }
        return bus.call(operation, caller, input).onComplete(answered -> place.release());
    }
}
