package io.heliograph.launcher.commands.bench.acp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.launcher.commands.bench.process.CpuClocks;
import io.heliograph.launcher.commands.bench.process.PidOption;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.HubClient;
import io.heliograph.launcher.commands.client.HubOptions;
import io.heliograph.launcher.commands.client.Moments;
import io.heliograph.launcher.commands.client.Ranges;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.launcher.commands.client.UntilInterrupted;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Connects agents and tells how fast they hear of each other, and what they cost. */
@Command(
        name = "acp",
        usageHelpAutoWidth = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Measures how fast agents hear of each other, with made-up ones that are connected to a hub over WebSockets.",
            "What is measured is one of these:",
            "  messages   pairs speak to each other: how many messages, how long until each is stored and until it is there",
            "  broadcast  one speaks to all: how long until the last one has it",
            "  idle       they are silent: what each costs a hub on this machine in memory",
            "  panic      POST /fleet/panic, then resume: how long until the last one has it and the last receipt is there",
            "",
            "With a rate a message's time counts from when it was due, so that a pause is seen by all who had to wait for it."
                    + " Without one each pair has so many under way (a closed loop). With several nodes every message goes"
                    + " from one node to another.",
            "",
            "A panic is for all agents of the project, and messages to nobody stay: measure on a hub of its own.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything arrived",
            "1:something was refused or did not arrive",
            "2:the command line or the key has to be put right",
            "3:the hub could not be reached",
            "130:Ctrl-C"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  heliograph bench acp --agents 2 --under-way 1               # one message at a time",
            "  heliograph bench acp --rate 1000 --replies                  # round trips at a steady rate",
            "  heliograph bench acp --also http://127.0.0.1:8002           # from node to node",
            "  heliograph bench acp --measure broadcast --agents 1000 --json"
        })
public final class AcpCommand implements Callable<Integer> {
    @Option(
            names = "--measure",
            paramLabel = "WHAT",
            defaultValue = "messages",
            description = "${COMPLETION-CANDIDATES}")
    Measure measure;

    @Option(
            names = "--also",
            paramLabel = "URL",
            showDefaultValue = Visibility.NEVER,
            description = "Further nodes of the same hub; may be given several times.")
    List<String> also = new ArrayList<>();

    @Option(names = "--agents", paramLabel = "N", defaultValue = "200", description = "Agents to connect, 2 to 100000.")
    int agents;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Messages a second over all pairs; 0 sends as fast as they arrive.")
    int rate;

    @Option(
            names = "--under-way",
            paramLabel = "N",
            defaultValue = "4",
            description = "Messages under way between each pair where there is no rate, 1 to 1000.")
    int underWay;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            defaultValue = "100",
            description = "Bytes of filling of a message.")
    int size;

    @Option(names = "--replies", description = "Each message is answered by one.")
    boolean replies;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "10", description = "How often to speak to all.")
    int rounds;

    @Option(names = "--duration", paramLabel = "TIME", defaultValue = "15s", description = "How long to speak.")
    String duration;

    @Option(names = "--warm-up", paramLabel = "TIME", defaultValue = "3s", description = "How long before measuring.")
    String warmUp;

    @Mixin
    PidOption process;

    @Option(names = "--json", description = "Print one line of JSON.")
    boolean json;

    @Mixin
    HubOptions hub;

    @Mixin
    HelpOption help;

    private final Surroundings surroundings;

    public AcpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return UntilInterrupted.run(this::measure);
    }

    private int measure() {
        try {
            return run(nodes(), load());
        } catch (CommandFailed e) {
            return surroundings.end(e);
        } catch (InterruptedException e) {
            surroundings.say("interrupted");
            return ExitCodes.INTERRUPTED;
        }
    }

    private int run(List<URI> nodes, Load load) throws CommandFailed, InterruptedException {
        HubClient client = hub.client();
        try (Hall hall = new Hall(nodes, hub.key(), hub.trust(), client)) {
            AcpRun run = new AcpRun(hall, client, surroundings.pace());
            try {
                begin(run, nodes, load);
            } finally {
                hall.leave();
            }
            if (json) {
                surroundings.out().println(run.result());
            } else {
                lines("", run.result()).forEach(surroundings.out()::println);
            }
            return run.isWell() ? ExitCodes.OK : ExitCodes.NOT_ALL_WELL;
        } catch (ExecutionException | IOException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            throw CommandFailed.unreachable("agents cannot be connected to " + nodes + ": " + cause.getMessage());
        }
    }

    private void begin(AcpRun run, List<URI> nodes, Load load)
            throws CommandFailed, InterruptedException, ExecutionException, IOException {
        List<CpuClocks> clocks = new ArrayList<>();
        for (URI node : nodes) {
            clocks.add(CpuClocks.find(node.getHost(), node.getPort(), nodes.size() == 1 ? process.pid() : 0));
        }
        switch (measure) {
            case messages -> run.messages(load, clocks);
            case broadcast -> run.broadcast(agents, rounds);
            case idle -> run.idle(agents, pid());
            case panic -> run.panic(agents);
        }
    }

    private long pid() throws CommandFailed {
        if (process.pid() != 0) {
            return process.pid();
        }
        return CpuClocks.listener(hub.uri().getPort())
                .orElseThrow(() -> CommandFailed.usage("say by --pid which process the hub is"));
    }

    private List<URI> nodes() throws CommandFailed {
        List<URI> nodes = new ArrayList<>(List.of(hub.uri()));
        for (String node : also) {
            nodes.add(HubOptions.uri("--also", node));
        }
        return nodes;
    }

    private Load load() throws CommandFailed {
        Ranges.check("--agents", agents, 2, 100_000);
        Ranges.check("--rate", rate, 0, 1_000_000);
        Ranges.check("--under-way", underWay, 1, 1_000);
        Ranges.check("--size", size, 0, 60_000);
        Ranges.check("--rounds", rounds, 1, 10_000);
        return new Load(
                agents / 2,
                rate,
                underWay,
                size,
                replies,
                Moments.duration("--warm-up", warmUp),
                Moments.duration("--duration", duration));
    }

    private static List<String> lines(String before, ObjectNode result) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : result.properties()) {
            String name = before + each.getKey();
            if (each.getValue() instanceof ObjectNode within) {
                lines.addAll(lines(name + ".", within));
            } else {
                lines.add("%-36s %s".formatted(name, each.getValue().asText()));
            }
        }
        return lines;
    }
}
