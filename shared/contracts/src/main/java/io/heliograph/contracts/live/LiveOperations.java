package io.heliograph.contracts.live;

import io.heliograph.contracts.hub.Nothing;
import io.heliograph.contracts.operations.Notification;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Operation.Style;
import io.heliograph.contracts.operations.Scope;

/** What can be asked about how the work goes right now. */
public final class LiveOperations {
    public static final Operation<Nothing, LivePayload> SNAPSHOT = Operation.named(
                    "telemetry.live",
                    Nothing.class,
                    LivePayload.class,
                    Scope.EVENTS_READ,
                    "Gives the live payload: queue, scheduler, orchestrator, platforms, workers. At the same path by"
                            + " server-sent events or WebSocket it comes every live.interval.")
            .get("/telemetry/live");

    public static final Operation<Nothing, LiveStats> STATS = Operation.named(
                    "telemetry.stats",
                    Nothing.class,
                    LiveStats.class,
                    Scope.EVENTS_READ,
                    "Tells how many connections get the live payload, on all nodes.")
            .get("/telemetry/stats");

    public static final Operation<LiveSubscription, LiveSubscribed> SUBSCRIBE = Operation.named(
                    "telemetry.subscribe",
                    LiveSubscription.class,
                    LiveSubscribed.class,
                    Scope.EVENTS_READ,
                    "Pushes the live payload as telemetry.payload, the first at once, then every live.interval.")
            .styled(Style.SOCKET);

    public static final Operation<Unsubscribe, Unsubscribed> UNSUBSCRIBE = Operation.named(
                    "telemetry.unsubscribe",
                    Unsubscribe.class,
                    Unsubscribed.class,
                    Scope.EVENTS_READ,
                    "Ends a subscription to the live payload.")
            .styled(Style.SOCKET);

    public static final Notification<LivePayload> PAYLOAD = Notification.named(
                    "telemetry.payload",
                    SUBSCRIBE,
                    UNSUBSCRIBE,
                    LivePayload.class,
                    "How the work of the caller's project goes: at once, then every live.interval.")
            .at("/telemetry/live");

    private LiveOperations() {}
}
