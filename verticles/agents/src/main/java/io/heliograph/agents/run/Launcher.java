package io.heliograph.agents.run;

import io.heliograph.agents.config.AgentSpec;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Starts agents, each as its kind wants. */
final class Launcher {
    private final Context context;
    private final int longestLine;
    private final Telemetry telemetry;
    private final WardenLink warden;
    private final LongSupplier nanos;

    Launcher(Context context, int longestLine, Telemetry telemetry, WardenLink warden, LongSupplier nanos) {
        this.context = context;
        this.longestLine = longestLine;
        this.telemetry = telemetry;
        this.warden = warden;
        this.nanos = nanos;
    }

    /** Starts the agent, which may run from this mark of the warden on, and for as long as it is said to. */
    Future<Running> launch(AgentSpec spec, long mark, BooleanSupplier mayRun) {
        LogLines log = new LogLines(spec.key(), nanos);
        Delivery delivery = new Delivery(context.owner(), spec.key(), telemetry, log);
        if (spec instanceof AgentSpec.Process process) {
            return ProcessAgent.start(context, process, longestLine, delivery, log, warden, mark);
        }
        if (spec instanceof AgentSpec.Simulator simulator) {
            return Future.succeededFuture(new SimulatorAgent(context.owner(), simulator, delivery, mayRun));
        }
        throw new AssertionError(spec);
    }
}
