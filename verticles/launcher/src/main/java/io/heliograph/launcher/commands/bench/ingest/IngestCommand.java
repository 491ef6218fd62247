package io.heliograph.launcher.commands.bench.ingest;

import io.heliograph.launcher.commands.bench.process.CpuClocks;
import io.heliograph.launcher.commands.bench.process.PidOption;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.HubOptions;
import io.heliograph.launcher.commands.client.Moments;
import io.heliograph.launcher.commands.client.Ranges;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.launcher.commands.client.UntilInterrupted;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends events as fast as asked for and tells what the hub made of it. */
@Command(
        name = "ingest",
        usageHelpAutoWidth = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Sends made-up events to a hub for a time, then waits until they are stored, and says how many were accepted,"
                    + " how long answers took, and what CPU time it cost whom.",
            "",
            "Without a rate each connection sends again as soon as it has its answer (a closed loop): that finds the most"
                    + " a hub takes, and is blind to pauses. With a rate a request's time counts from when it was due,"
                    + " so that a pause is seen by all who had to wait for it.",
            "",
            "The events stay in the hub: measure on one whose data you can throw away.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the run is complete and every request was answered well",
            "1:some requests failed, or events were rejected",
            "2:the command line has to be put right",
            "3:the hub could not be reached",
            "130:Ctrl-C; what was measured so far is printed"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  heliograph bench ingest                                       # the most it takes in batches of 100",
            "  heliograph bench ingest --connections 64 --batch 1            # the most single events",
            "  heliograph bench ingest --rate 50000 --duration 60s           # how long answers take at a steady rate",
            "  heliograph bench ingest --json --no-wait | jq .latency_ms.p99"
        })
public final class IngestCommand implements Callable<Integer> {
    private static final Duration PATIENCE_WITH_METRICS = Duration.ofSeconds(5);

    @Option(names = "--connections", paramLabel = "N", defaultValue = "16", description = "Connections, 1 to 10000.")
    int connections;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "100", description = "Events in a request, 1 to 10000.")
    int batch;

    @Option(names = "--duration", paramLabel = "TIME", defaultValue = "15s", description = "How long to send.")
    String duration;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "0s",
            description = "How long to send before measuring begins.")
    String warmUp;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Events a second over all connections; 0 sends as fast as answers come.")
    long rate;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "json", description = "${COMPLETION-CANDIDATES}")
    EventFormat format;

    @Option(names = "--gzip", description = "Compress bodies, at the price of this driver's CPU time.")
    boolean gzip;

    @Option(names = "--agents", paramLabel = "N", defaultValue = "200", description = "Agents the events are from.")
    int agents;

    @Option(names = "--types", paramLabel = "N", defaultValue = "1", description = "Types the events are of.")
    int types;

    @Option(names = "--own-ids", description = "Give every event an id, as senders do that may send it again.")
    boolean ownIds;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            defaultValue = "220",
            description = "About how large an event is as JSON; no smaller than it must be, 60000 at most.")
    int size;

    @Option(names = "--no-wait", description = "Do not wait until the hub has stored everything.")
    boolean noWait;

    @Mixin
    PidOption process;

    @Option(names = "--json", description = "Print one line of JSON.")
    boolean json;

    @Mixin
    HubOptions hub;

    @Mixin
    HelpOption help;

    private final Surroundings surroundings;

    public IngestCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return UntilInterrupted.run(this::measure);
    }

    private int measure() {
        try {
            Load load = load();
            CpuClocks clocks = CpuClocks.find(load.host(), load.port(), process.pid());
            HubGauge gauge = new HubGauge(hub.client(PATIENCE_WITH_METRICS));
            IngestResult result = new IngestRun(load, gauge, clocks, surroundings, !noWait).run();
            IngestReport report = new IngestReport(result);
            if (json) {
                surroundings.out().println(report.json());
            } else {
                report.lines().forEach(surroundings.out()::println);
            }
            return exitCode(result);
        } catch (CommandFailed e) {
            return surroundings.end(e);
        } catch (InterruptedException e) {
            surroundings.say("interrupted before anything was measured");
            return ExitCodes.INTERRUPTED;
        }
    }

    private static int exitCode(IngestResult result) {
        if (result.interrupted()) {
            return ExitCodes.INTERRUPTED;
        }
        Tally tally = result.tally();
        return tally.errors().isEmpty() && tally.rejected() == 0 ? ExitCodes.OK : ExitCodes.NOT_ALL_WELL;
    }

    private Load load() throws CommandFailed {
        Ranges.check("--connections", connections, 1, 10_000);
        Ranges.check("--batch", batch, 1, 10_000);
        Ranges.check("--agents", agents, 1, 1_000_000);
        Ranges.check("--types", types, 1, 10_000);
        Ranges.check("--size", size, 1, 60_000);
        Ranges.check("--rate", rate, 0, 1_000_000_000);
        if (hub.key() != null && !hub.key().matches("[!-~]+")) {
            throw CommandFailed.usage("--key holds characters that no key has");
        }
        Duration sending = Moments.duration("--duration", duration);
        if (sending.isZero()) {
            throw CommandFailed.usage("--duration takes a time such as 15s, not '" + duration + "'");
        }
        return new Load(
                hub.uri(),
                hub.key(),
                hub.trust(),
                connections,
                batch,
                Moments.duration("--warm-up", warmUp),
                sending,
                rate,
                format,
                gzip,
                agents,
                types,
                ownIds,
                size);
    }
}
