package io.heliograph.bench;

import io.heliograph.bench.CallLoad.Figures;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The smallest JSON-RPC call against the same body sent back by {@link EchoServer}, in turns; the figures are medians. */
public final class CompareCalls {
    private static final String CALL = "{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"id\":1}";
    private static final int CONNECTIONS = 64;
    private static final int WARM_UP = 3;

    private CompareCalls() {}

    /** Arguments: port of the echo, port of the hub, method, rounds, seconds of one run. */
    public static void main(String[] arguments) throws InterruptedException {
        int echo = Integer.parseInt(arguments[0]);
        int hub = Integer.parseInt(arguments[1]);
        String body = CALL.formatted(arguments[2]);
        int seconds = Integer.parseInt(arguments[4]);
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        List<Figures> ofEcho = new ArrayList<>();
        List<Figures> ofHub = new ArrayList<>();
        for (int round = 0; round < Integer.parseInt(arguments[3]); round++) {
            ofEcho.add(new CallLoad(vertx, echo, "/rpc", body).run(CONNECTIONS, WARM_UP, seconds));
            ofHub.add(new CallLoad(vertx, hub, "/rpc", body).run(CONNECTIONS, WARM_UP, seconds));
            System.err.println("echo " + ofEcho.get(round) + ", hub " + ofHub.get(round));
        }
        System.out.printf(
                "%s, %d connections%n%-12s %12s %12s %8s%n", arguments[2], CONNECTIONS, "", "echo", "hub", "ratio");
        line("calls/s", ofEcho, ofHub, Figures::perSecond);
        line("p50 ms", ofEcho, ofHub, Figures::p50);
        line("p99 ms", ofEcho, ofHub, Figures::p99);
        vertx.close();
    }

    private static void line(String what, List<Figures> ofEcho, List<Figures> ofHub, ToDoubleFunction<Figures> figure) {
        double echo = median(ofEcho, figure);
        double hub = median(ofHub, figure);
        System.out.printf(Locale.ROOT, "%-12s %,12.2f %,12.2f %8.2f%n", what, echo, hub, hub / echo);
    }

    private static double median(List<Figures> runs, ToDoubleFunction<Figures> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
