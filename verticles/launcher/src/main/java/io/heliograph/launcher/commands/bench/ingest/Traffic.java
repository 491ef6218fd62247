package io.heliograph.launcher.commands.bench.ingest;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.TrustOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * All connections of a run, on one event loop. Without a rate each sends again as soon as it has its answer; with one,
 * requests become due by the clock whether connections are free or not, and their time counts from that moment.
 */
final class Traffic implements Connection.Listener {
    private static final long PAUSE_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Context context;
    private final Load load;
    private final List<Connection> connections = new ArrayList<>();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Promise<Void> open = Promise.promise();
    private final Promise<Tally> ended = Promise.promise();
    private Tally tally;
    private Schedule schedule;
    private long nextRequest;
    private boolean over;

    private Traffic(Vertx vertx, Context context, Load load) {
        this.vertx = vertx;
        this.context = context;
        this.load = load;
    }

    /** Completes once a first connection is there, or fails if there is none to be had. */
    static Future<Traffic> begin(Vertx vertx, Load load, Clock clock) {
        Context context = vertx.getOrCreateContext();
        Traffic traffic = new Traffic(vertx, context, load);
        context.runOnContext(now -> traffic.open(clock));
        return traffic.open.future().map(traffic);
    }

    /** Forgets what came of requests so far. */
    Future<Void> measureFromNow() {
        return onContext(() -> {
            tally = new Tally(System.nanoTime());
            return Future.succeededFuture();
        });
    }

    /** Sends nothing more; completes with the result once all answers are there, or were waited for long enough. */
    Future<Tally> stop() {
        return onContext(() -> {
            if (!over) {
                over = true;
                countNeverSent();
                endIfQuiet();
            }
            return ended.future();
        });
    }

    private <T> Future<T> onContext(Supplier<Future<T>> step) {
        Promise<T> done = Promise.promise();
        context.runOnContext(now -> step.get().onComplete(done));
        return done.future();
    }

    private void open(Clock clock) {
        NetClient client = vertx.createNetClient(new NetClientOptions()
                .setTcpNoDelay(true)
                .setConnectTimeout(5_000)
                .setSsl(load.encrypted())
                .setTrustOptions(TrustOptions.wrap(load.trust().manager()))
                .setHostnameVerificationAlgorithm("HTTPS"));
        Stamps stamps = new Stamps(clock);
        Random random = new Random(1);
        for (int i = 0; i < load.connections(); i++) {
            connections.add(new Connection(client, load, new Requests(load, stamps, random), this));
        }
        tally = new Tally(System.nanoTime());
        connections.forEach(Connection::open);
        vertx.setPeriodic(1_000, timer -> giveUpOld());
        if (!load.closedLoop()) {
            schedule = new Schedule(System.nanoTime(), load.eventsPerSecond() / (double) load.batch());
            vertx.setPeriodic(1, timer -> sendDue());
        }
    }

    @Override
    public void opened(Connection connection) {
        open.tryComplete();
        ready(connection);
    }

    @Override
    public void answered(Connection connection, Reply reply) {
        tally.answered(reply, load.batch(), connection.due(), System.nanoTime());
        if (reply.closes()) {
            openAgain(connection);
        } else if (reply.ok()) {
            ready(connection);
        } else {
            // A hub that refuses is not to be asked faster than one that accepts.
            vertx.setTimer(PAUSE_MILLIS, timer -> readyIfOpen(connection));
        }
        endIfQuiet();
    }

    @Override
    public void broken(Connection connection, boolean withRequest, String kind) {
        idle.remove(connection);
        if (!over || withRequest) {
            tally.failed(kind, withRequest, connection.due(), System.nanoTime());
        }
        open.tryFail(kind);
        openAgain(connection);
        endIfQuiet();
    }

    private void openAgain(Connection connection) {
        if (!over) {
            vertx.setTimer(PAUSE_MILLIS, timer -> connection.open());
        }
    }

    private void readyIfOpen(Connection connection) {
        if (connection.isOpen() && !connection.busy() && !idle.contains(connection)) {
            ready(connection);
        }
    }

    private void ready(Connection connection) {
        if (over) {
            return;
        }
        if (load.closedLoop()) {
            long now = System.nanoTime();
            connection.send(now, now);
        } else {
            idle.add(connection);
            sendDue();
        }
    }

    private void sendDue() {
        long now = System.nanoTime();
        long due = schedule.dueBy(now);
        while (!over && nextRequest < due && !idle.isEmpty()) {
            idle.poll().send(schedule.due(nextRequest++), now);
        }
    }

    private void countNeverSent() {
        long now = System.nanoTime();
        while (schedule != null && nextRequest < schedule.dueBy(now)) {
            tally.neverSent(schedule.due(nextRequest++), now);
        }
    }

    private void giveUpOld() {
        long oldest = System.nanoTime() - PATIENCE.toNanos();
        connections.forEach(connection -> connection.giveUpBefore(oldest));
    }

    private void endIfQuiet() {
        if (over && connections.stream().noneMatch(Connection::busy)) {
            ended.tryComplete(tally);
        }
    }
}
