package io.heliograph.gateway.rpc;

import io.heliograph.contracts.live.Unsubscribe;
import io.heliograph.contracts.live.Unsubscribed;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.web.live.Outbound;
import io.heliograph.web.live.Subscribable;
import io.heliograph.web.live.Subscription;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one socket is subscribed to. Used on its event loop. */
final class Subscriptions {
    private final Outbound outbound;
    private final int most;
    private final Map<String, RpcMethod> methods = new HashMap<>();
    private final Map<String, SocketSink> sinks = new HashMap<>();
    private final Map<String, Subscription<?>> live = new HashMap<>();
    private long last;

    Subscriptions(List<Subscribable<?, ?>> offered, Outbound outbound, int most) {
        this.outbound = outbound;
        this.most = most;
        offered.forEach(this::offer);
    }

    /** The method of this name, or null. */
    RpcMethod method(String name) {
        return methods.get(name);
    }

    /** The socket is gone. */
    void close() {
        List.copyOf(sinks.keySet()).forEach(this::cancel);
    }

    private <I extends Record, O extends Record> void offer(Subscribable<I, O> source) {
        RpcMethod begin = (caller, params) -> begin(source, caller, params);
        RpcMethod end = (caller, params) -> end(source, caller, params);
        methods.put(source.begin().name(), begin);
        source.begin().aliases().forEach(alias -> methods.put(alias, begin));
        methods.put(source.end().name(), end);
        source.end().aliases().forEach(alias -> methods.put(alias, end));
    }

    private <I extends Record, O extends Record> Future<Outcome> begin(
            Subscribable<I, O> source, Caller caller, Params params) {
        caller.require(source.begin().scope());
        I input = params.as(source.begin().input());
        if (sinks.size() >= most) {
            throw new Refused(
                    ProblemKind.OVERLOADED,
                    "A socket holds " + most + " subscriptions at the most (rpc.socket-subscriptions).");
        }
        String id = Long.toString(++last);
        SocketSink sink = SocketSink.notifying(outbound, source.notification(), id, () -> forget(id));
        sinks.put(id, sink);
        return source.subscribe(caller, input, id, sink)
                .map(subscription -> begun(id, sink, subscription))
                .onFailure(refused -> forget(id));
    }

    private Outcome begun(String id, SocketSink sink, Subscription<?> subscription) {
        if (sink.isClosed()) {
            subscription.cancel();
            return Outcome.refused(Problem.of(ProblemKind.NOT_FOUND, "The subscription ended before it began."));
        }
        live.put(id, subscription);
        return Outcome.of(subscription.answer(), () -> {
            if (!sink.isClosed()) {
                subscription.start();
            }
        });
    }

    private Future<Outcome> end(Subscribable<?, ?> source, Caller caller, Params params) {
        caller.require(source.end().scope());
        boolean wasThere = cancel(params.as(Unsubscribe.class).subscription());
        return Future.succeededFuture(Outcome.of(new Unsubscribed(wasThere)));
    }

    private boolean cancel(String id) {
        SocketSink sink = sinks.remove(id);
        Subscription<?> subscription = live.remove(id);
        if (sink != null) {
            sink.close();
        }
        if (subscription != null) {
            subscription.cancel();
        }
        return sink != null;
    }

    /** Its source ended it. */
    private void forget(String id) {
        sinks.remove(id);
        live.remove(id);
    }
}
