package io.heliograph.launcher.commands.bench.acp;

import io.heliograph.launcher.commands.client.HubClient;
import io.heliograph.launcher.commands.client.KeyHeader;
import io.heliograph.launcher.commands.client.Trust;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Connects the agents of a measurement to the nodes in turns, on one event loop, and lets them leave at the end. */
final class Hall implements AutoCloseable {
    private static final int AT_ONCE = 16;

    private final List<URI> nodes;
    private final String key;
    private final HubClient hub;
    private final Vertx vertx;
    private final Context context;
    private final WebSocketClient client;
    private final List<BenchAgent> agents = new ArrayList<>();

    /** Key may be null; {@code hub} is the first of the nodes. */
    Hall(List<URI> nodes, String key, Trust trust, HubClient hub) {
        this.nodes = nodes;
        this.key = key;
        this.hub = hub;
        vertx = Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        context = vertx.getOrCreateContext();
        client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(1_000_000)
                .setTcpNoDelay(true)
                .setConnectTimeout(30_000)
                .setTrustOptions(TrustOptions.wrap(trust.manager()))
                .setVerifyHost(true));
    }

    Vertx vertx() {
        return vertx;
    }

    /** Runs a step on the event loop and waits until what it begins is done. */
    <T> T on(Supplier<Future<T>> step) throws InterruptedException, ExecutionException {
        Promise<T> done = Promise.promise();
        context.runOnContext(now -> step.get().onComplete(done));
        return done.future().toCompletionStage().toCompletableFuture().get();
    }

    /** Connects so many, the first at the node of this number, each next one at the node after. */
    List<BenchAgent> connect(String name, int count, int firstNode) throws InterruptedException, ExecutionException {
        return on(() -> {
            List<BenchAgent> connected = new ArrayList<>();
            Future<Void> all = Future.succeededFuture();
            for (int from = 0; from < count; from += AT_ONCE) {
                int begin = from;
                all = all.compose(before -> some(name, begin, Math.min(count, begin + AT_ONCE), firstNode, connected));
            }
            return all.map(done -> {
                agents.addAll(connected);
                return connected;
            });
        });
    }

    private Future<Void> some(String name, int from, int to, int firstNode, List<BenchAgent> connected) {
        List<Future<BenchAgent>> some = new ArrayList<>();
        for (int number = from; number < to; number++) {
            some.add(one(name + number, nodes.get((number + firstNode) % nodes.size())));
        }
        return Future.all(some).map(done -> {
            some.forEach(each -> connected.add(each.result()));
            return null;
        });
    }

    private Future<BenchAgent> one(String id, URI node) {
        boolean encrypted = "https".equals(node.getScheme());
        WebSocketConnectOptions to = new WebSocketConnectOptions()
                .setHost(node.getHost().replaceAll("[\\[\\]]", ""))
                .setPort(node.getPort() > 0 ? node.getPort() : encrypted ? 443 : 80)
                .setSsl(encrypted)
                .setURI((node.getRawPath() == null ? "" : node.getRawPath().replaceAll("/+$", "")) + "/acp?agent_id="
                        + id);
        if (key != null) {
            KeyHeader shown = KeyHeader.of(key);
            to.addHeader(shown.name(), shown.value());
        }
        Promise<BenchAgent> connected = Promise.promise();
        client.connect(to).onFailure(connected::fail).onSuccess(socket -> {
            BenchAgent[] agent = new BenchAgent[1];
            agent[0] = new BenchAgent(id, socket, () -> connected.complete(agent[0]));
            vertx.setTimer(30_000, late -> connected.tryFail("the hub did not connect " + id));
        });
        return connected.future();
    }

    /** Ends all connections and takes the agents out of the registry. */
    void leave() throws InterruptedException, ExecutionException {
        on(() -> {
            agents.forEach(BenchAgent::close);
            return Future.succeededFuture();
        });
        for (BenchAgent agent : agents) {
            try {
                hub.delete("/agents/" + agent.id());
            } catch (IOException e) {
                return; // The hub is gone, and with it the reason to tidy up.
            }
        }
        agents.clear();
    }

    @Override
    public void close() {
        vertx.close();
    }
}
