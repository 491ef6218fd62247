package io.heliograph.gateway.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.events.EventsSubscribed;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.web.Inputs;
import io.heliograph.web.live.Outbound;
import io.heliograph.web.live.Subscribable;
import io.heliograph.web.live.Subscription;
import io.vertx.core.buffer.Buffer;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one bridge socket is registered at: {@code live.events}, {@code live.telemetry}. Used on its event loop. */
final class BridgeTopics {
    private static final String PREFIX = "live.";

    private final Outbound outbound;
    private final int most;
    private final Map<String, Subscribable<?, ?>> offered = new HashMap<>();
    private final Map<String, SocketSink> sinks = new HashMap<>();
    private final Map<String, Subscription<?>> live = new HashMap<>();

    BridgeTopics(List<Subscribable<?, ?>> offered, Outbound outbound, int most) {
        this.outbound = outbound;
        this.most = most;
        offered.forEach(source -> this.offered.put(addressOf(source), source));
    }

    /** Says nothing if it works, as the protocol has it; a code of the protocol, or null, is what is wrong at once. */
    String register(Caller caller, BridgeMessage message) {
        Subscribable<?, ?> source = offered.get(message.address());
        if (source == null || !caller.may(source.begin().scope())) {
            return "access_denied";
        }
        if (sinks.containsKey(message.address())) {
            return "address_already_registered";
        }
        if (sinks.size() >= most) {
            return "max_handlers_reached";
        }
        begin(source, caller, message);
        return null;
    }

    void unregister(String address) {
        SocketSink sink = sinks.remove(address);
        Subscription<?> subscription = live.remove(address);
        if (sink != null) {
            sink.close();
        }
        if (subscription != null) {
            subscription.cancel();
        }
    }

    /** The socket is gone. */
    void close() {
        List.copyOf(sinks.keySet()).forEach(this::unregister);
    }

    private <I extends Record, O extends Record> void begin(
            Subscribable<I, O> source, Caller caller, BridgeMessage message) {
        String address = message.address();
        SocketSink sink = new SocketSink(
                outbound,
                BridgeReplies.head(address),
                "}",
                reason -> BridgeReplies.failure(address, reason),
                () -> forget(address));
        sinks.put(address, sink);
        try {
            source.subscribe(caller, input(source.begin().input(), message.headers()), address, sink)
                    .onSuccess(subscription -> begun(address, sink, subscription))
                    .onFailure(cause -> refused(sink, cause));
        } catch (Refused e) {
            refused(sink, e);
        }
    }

    private void begun(String address, SocketSink sink, Subscription<?> subscription) {
        if (sink.isClosed()) {
            subscription.cancel();
            return;
        }
        live.put(address, subscription);
        // Where the stream begins, and whether anything is missing before, looks like one of its documents.
        if (subscription.answer() instanceof EventsSubscribed answer) {
            sink.offer(Buffer.buffer(Responses.json(new Begin(answer.resume(), answer.recovered(), List.of()))));
        }
        subscription.start();
    }

    private record Begin(String resume, boolean recovered, List<String> events) {}

    private void refused(SocketSink sink, Throwable cause) {
        Problem problem = cause instanceof Refused refused
                ? refused.problem()
                : Problem.of(ProblemKind.INTERNAL, ProblemKind.INTERNAL.title());
        sink.end(problem);
    }

    private void forget(String address) {
        sinks.remove(address);
        live.remove(address);
    }

    /** Of the headers those that the subscription takes. */
    private static <I extends Record> I input(Class<I> type, Map<String, String> headers) {
        ObjectNode named = Json.HTTP.createObjectNode();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = Inputs.nameOf(component);
            if (headers.containsKey(name)) {
                named.put(name, headers.get(name));
            }
        }
        return Inputs.read(type, named);
    }

    /** {@code events.subscribe} is had at {@code live.events}. */
    private static String addressOf(Subscribable<?, ?> source) {
        String name = source.begin().name();
        return PREFIX + name.substring(0, name.lastIndexOf('.'));
    }
}
