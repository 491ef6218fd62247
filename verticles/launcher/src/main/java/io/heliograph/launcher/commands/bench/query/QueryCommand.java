package io.heliograph.launcher.commands.bench.query;

import io.heliograph.contracts.json.Times;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.HubClient;
import io.heliograph.launcher.commands.client.HubOptions;
import io.heliograph.launcher.commands.client.Moments;
import io.heliograph.launcher.commands.client.Ranges;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.launcher.commands.client.UntilInterrupted;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks for lists of events and tells how long the answers took. */
@Command(
        name = "query",
        usageHelpAutoWidth = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Asks a hub for pages of events for a time and says how long the answers took, for each kind of question: by type,"
                    + " source, agent, type and agent; all time or the last part of it; the first page or one far behind."
                    + " What is asked for is taken from what the hub holds.",
            "",
            "Each connection waits for its answer before it asks again. With --export everything is exported once instead.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every question was answered",
            "1:some were not, or the hub holds no events",
            "2:the command line or the key has to be put right",
            "3:the hub could not be reached",
            "130:Ctrl-C; what was measured so far is printed"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  heliograph bench query",
            "  heliograph bench query --connections 16 --duration 30s --json",
            "  heliograph bench query --export    # how many rows a second leave the hub"
        })
public final class QueryCommand implements Callable<Integer> {
    @Option(names = "--connections", paramLabel = "N", defaultValue = "4", description = "Connections, 1 to 256.")
    int connections;

    @Option(names = "--duration", paramLabel = "TIME", defaultValue = "10s", description = "How long to ask.")
    String duration;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "Events on a page, 1 to 1000.")
    int limit;

    @Option(
            names = "--window",
            paramLabel = "TIME",
            defaultValue = "1h",
            description = "How far back questions go that are about a part of the time.")
    String window;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many pages of 1000 lie before the deep ones, 1 to 1000.")
    int depth;

    @Option(names = "--gzip", description = "Ask for compressed answers.")
    boolean gzip;

    @Option(names = "--export", description = "Export everything once instead, for the duration at the most.")
    boolean export;

    @Option(names = "--json", description = "Print one line of JSON.")
    boolean json;

    @Mixin
    HubOptions hub;

    @Mixin
    HelpOption help;

    private final Surroundings surroundings;

    public QueryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return UntilInterrupted.run(this::measure);
    }

    private int measure() {
        try {
            Ranges.check("--connections", connections, 1, 256);
            Ranges.check("--limit", limit, 1, 1_000);
            Ranges.check("--depth", depth, 1, 1_000);
            HubClient client = gzip ? hub.client() : hub.client().unpacked();
            Duration time = Moments.duration("--duration", duration);
            return export ? export(client, time) : ask(client, time);
        } catch (CommandFailed e) {
            return surroundings.end(e);
        } catch (InterruptedException e) {
            surroundings.say("interrupted before anything was measured");
            return ExitCodes.INTERRUPTED;
        }
    }

    private int ask(HubClient client, Duration time) throws CommandFailed, InterruptedException {
        Instant now = surroundings.clock().instant();
        Map<String, String> lately = Map.of(
                "since", Times.format(now.minus(Moments.duration("--window", window))), "until", Times.format(now));
        QueryRun run = new QueryRun(client, new QuestionBook(client, limit, depth, lately).write());
        boolean interrupted = false;
        try {
            run.run(connections, time, surroundings.pace());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (json) {
            surroundings.out().println(QueryReport.json(run.answers()));
        } else {
            QueryReport.lines(run.answers()).forEach(surroundings.out()::println);
        }
        return exitCode(interrupted, QueryReport.errors(run.answers()).isEmpty());
    }

    private int export(HubClient client, Duration time) throws CommandFailed, InterruptedException {
        ExportRun run = new ExportRun(client, surroundings.pace());
        run.run(time.toNanos());
        surroundings.out().println(json ? QueryReport.json(run) : QueryReport.line(run));
        return exitCode(Thread.interrupted(), true);
    }

    private static int exitCode(boolean interrupted, boolean well) {
        return interrupted ? ExitCodes.INTERRUPTED : well ? ExitCodes.OK : ExitCodes.NOT_ALL_WELL;
    }
}
