package io.heliograph.contracts.bus;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.settings.Units;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Typed calls and notices over the event bus: the only place that touches it. One for each node. */
public final class Bus {
    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);

    private final EventBus events;
    private final Set<String> servedHere = ConcurrentHashMap.newKeySet();

    public Bus(Vertx vertx) {
        events = vertx.eventBus()
                .registerCodec(new ParcelCodec())
                .codecSelector(body -> body instanceof Parcel ? ParcelCodec.NAME : null);
    }

    /** Answers an operation on this node until the verticle that called this is undeployed. */
    public <I extends Record, O extends Record> Future<Void> serve(
            Operation<I, O> operation, BiFunction<Caller, I, Future<O>> service) {
        return serveAt(operation.address(), operation, service);
    }

    /** The same, for those only who ask the one of this name. */
    public <I extends Record, O extends Record> Future<Void> serveAs(
            String name, Operation<I, O> operation, BiFunction<Caller, I, Future<O>> service) {
        return serveAt(addressOf(operation, name), operation, service);
    }

    private <I extends Record, O extends Record> Future<Void> serveAt(
            String address, Operation<I, O> operation, BiFunction<Caller, I, Future<O>> service) {
        MessageConsumer<Parcel> consumer = events.consumer(address);
        consumer.handler(call -> answer(operation, service, call));
        consumer.endHandler(undeployed -> servedHere.remove(address));
        return consumer.completion().onSuccess(on -> servedHere.add(address));
    }

    /** Asks whoever serves the operation, on this node if it is served here. Fails with {@link Refused} only. */
    public <I extends Record, O extends Record> Future<O> call(Operation<I, O> operation, Caller caller, I input) {
        return callAt(operation.address(), operation, caller, input);
    }

    /** Asks the one of this name, on whichever node it is. */
    public <I extends Record, O extends Record> Future<O> call(
            String name, Operation<I, O> operation, Caller caller, I input) {
        return callAt(addressOf(operation, name), operation, caller, input);
    }

    private <I extends Record, O extends Record> Future<O> callAt(
            String address, Operation<I, O> operation, Caller caller, I input) {
        DeliveryOptions delivery = new DeliveryOptions()
                .setSendTimeout(operation.patience().toMillis())
                .setLocalOnly(servedHere.contains(address));
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

    private static String addressOf(Operation<?, ?> operation, String name) {
        return operation.address() + "@" + name;
    }

    private <I extends Record, O extends Record> void answer(
            Operation<I, O> operation, BiFunction<Caller, I, Future<O>> service, Message<Parcel> call) {
        Future.succeededFuture(call.body())
                .compose(parcel -> {
                    parcel.caller().require(operation.scope());
                    return service.apply(parcel.caller(), operation.input().cast(parcel.body()));
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
