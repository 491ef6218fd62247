package io.heliograph.contracts.bus;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.settings.Units;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Typed calls and notices over the event bus: the only place that touches it. One for each node. */
public final class Bus {
    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);

    /** By this name of a call its wait can be ended. */
    private static final String CALL = "call";

    private final EventBus events;
    private final Set<String> servedHere = ConcurrentHashMap.newKeySet();
    private final Map<String, Promise<Void>> waits = new ConcurrentHashMap<>();
    private final String caller = UUID.randomUUID() + "/";
    private final AtomicLong calls = new AtomicLong();

    /** A call that waits for something to happen; {@code enough} says that nobody wants to wait any longer. */
    public record Asked<O extends Record>(Future<O> answer, Runnable enough) {}

    public Bus(Vertx vertx) {
        events = vertx.eventBus()
                .registerCodec(new ParcelCodec())
                .codecSelector(body -> body instanceof Parcel ? ParcelCodec.NAME : null);
    }

    /** Answers an operation on this node until the verticle that called this is undeployed. */
    public <I extends Record, O extends Record> Future<Void> serve(
            Operation<I, O> operation, BiFunction<Caller, I, Future<O>> service) {
        return serveAt(operation.address(), operation, (caller, input, enough) -> service.apply(caller, input));
    }

    /** The same for one that waits for something to happen, and is told when that is to end. */
    public <I extends Record, O extends Record> Future<Void> serveWaiting(
            Operation<I, O> operation, WaitingService<I, O> service) {
        return events.<String>consumer(endingOf(operation))
                .handler(ended -> end(ended.body()))
                .completion()
                .compose(heard -> serveAt(operation.address(), operation, service));
    }

    private void end(String call) {
        Promise<Void> enough = waits.get(call);
        if (enough != null) {
            enough.tryComplete();
        }
    }

    /** The same, for those only who ask the one of this name. */
    public <I extends Record, O extends Record> Future<Void> serveAs(
            String name, Operation<I, O> operation, BiFunction<Caller, I, Future<O>> service) {
        return serveAt(addressOf(operation, name), operation, (caller, input, enough) -> service.apply(caller, input));
    }

    private <I extends Record, O extends Record> Future<Void> serveAt(
            String address, Operation<I, O> operation, WaitingService<I, O> service) {
        MessageConsumer<Parcel> consumer = events.consumer(address);
        consumer.handler(call -> answer(operation, service, call));
        consumer.endHandler(undeployed -> servedHere.remove(address));
        return consumer.completion().onSuccess(on -> servedHere.add(address));
    }

    /** Asks whoever serves the operation, on this node if it is served here. Fails with {@link Refused} only. */
    public <I extends Record, O extends Record> Future<O> call(Operation<I, O> operation, Caller caller, I input) {
        return callAt(operation.address(), operation, caller, input, new DeliveryOptions());
    }

    /** The same for one that waits for something to happen. Whoever is told that it is enough answers with what there is. */
    public <I extends Record, O extends Record> Asked<O> ask(Operation<I, O> operation, Caller caller, I input) {
        String call = this.caller + calls.incrementAndGet();
        String address = operation.address();
        Future<O> answer = callAt(address, operation, caller, input, new DeliveryOptions().addHeader(CALL, call));
        return new Asked<>(answer, () -> {
            if (!answer.isComplete()) {
                events.publish(
                        endingOf(operation), call, new DeliveryOptions().setLocalOnly(servedHere.contains(address)));
            }
        });
    }

    /** Asks the one of this name, on whichever node it is. */
    public <I extends Record, O extends Record> Future<O> call(
            String name, Operation<I, O> operation, Caller caller, I input) {
        return callAt(addressOf(operation, name), operation, caller, input, new DeliveryOptions());
    }

    private <I extends Record, O extends Record> Future<O> callAt(
            String address, Operation<I, O> operation, Caller caller, I input, DeliveryOptions delivery) {
        delivery.setSendTimeout(operation.patience().toMillis()).setLocalOnly(servedHere.contains(address));
        return events.<Parcel>request(address, new Parcel(caller, input), delivery)
                .transform(reply -> reply.succeeded()
                        ? unwrap(operation, reply.result().body())
                        : Future.failedFuture(undelivered(operation, reply.cause())));
    }

    public <N extends Record> void publish(Topic<N> topic, N notice) {
        events.publish(
                topic.address(),
                new Parcel(null, notice),
                new DeliveryOptions().setLocalOnly(topic.reach() == Topic.Reach.NODE));
    }

    public <N extends Record> Future<Void> subscribe(Topic<N> topic, Consumer<N> listener) {
        MessageConsumer<Parcel> consumer = topic.reach() == Topic.Reach.NODE
                ? events.localConsumer(topic.address())
                : events.consumer(topic.address());
        consumer.handler(
                message -> listener.accept(topic.type().cast(message.body().body())));
        return consumer.completion();
    }

    private static String endingOf(Operation<?, ?> operation) {
        return operation.address() + ".enough";
    }

    private static String addressOf(Operation<?, ?> operation, String name) {
        return operation.address() + "@" + name;
    }

    private <I extends Record, O extends Record> void answer(
            Operation<I, O> operation, WaitingService<I, O> service, Message<Parcel> call) {
        String name = call.headers().get(CALL);
        Promise<Void> enough = Promise.promise();
        if (name != null) {
            waits.put(name, enough);
        }
        Future.succeededFuture(call.body())
                .compose(parcel -> {
                    parcel.caller().require(operation.scope());
                    return service.answer(parcel.caller(), operation.input().cast(parcel.body()), enough.future());
                })
                .onComplete(answered -> {
                    if (name != null) {
                        waits.remove(name);
                    }
                })
                .map(output -> new Parcel(null, output))
                .otherwise(cause -> new Parcel(null, problemOf(operation, cause)))
                .onSuccess(call::reply);
    }

    private static <O extends Record> Future<O> unwrap(Operation<?, O> operation, Parcel reply) {
        return reply.body() instanceof Problem problem
                ? Future.failedFuture(new Refused(problem))
                : Future.succeededFuture(operation.output().cast(reply.body()));
    }

    /** A refusal travels as itself; anything else is our fault, logged here once with its cause. */
    private static Problem problemOf(Operation<?, ?> operation, Throwable cause) {
        if (cause instanceof Refused refused) {
            return refused.problem();
        }
        LOG.error("{} failed", operation.name(), cause);
        return Problem.of(ProblemKind.INTERNAL, ProblemKind.INTERNAL.title());
    }

    private static Refused undelivered(Operation<?, ?> operation, Throwable cause) {
        if (cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS) {
            return new Refused(Problem.of(ProblemKind.NOT_SERVED, "No node serves " + operation.name() + " now.")
                    .retryAfter(5));
        }
        if (cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT) {
            return new Refused(
                    ProblemKind.NO_ANSWER,
                    operation.name() + " gave no answer within "
                            + Units.formatMillis(operation.patience().toMillis()) + ".");
        }
        LOG.error("{} could not be asked", operation.name(), cause);
        return new Refused(ProblemKind.INTERNAL, ProblemKind.INTERNAL.title());
    }
}
