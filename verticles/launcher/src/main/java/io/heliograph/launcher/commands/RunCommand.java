package io.heliograph.launcher.commands;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.contracts.settings.InvalidSettings;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.hub.Hub;
import io.heliograph.launcher.settings.HubConfig;
import io.heliograph.launcher.settings.SettingsSources;
import io.heliograph.launcher.version.Version;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a node and runs until it is told to stop. */
@Command(
        name = "run",
        usageHelpAutoWidth = true,
        description = {
            "Starts the hub. Without any setting it listens on 127.0.0.1:8001 and keeps its data,"
                    + " with a PostgreSQL of its own, under ./data.",
            ""
        },
        sortOptions = false,
        footer = {
            "",
            "Settings come from conf/heliograph.yaml, then .env, then the environment",
            "(http.port is HELIOGRAPH_HTTP_PORT), then these options.",
            "",
            "Examples:",
            "  heliograph run",
            "  heliograph run --port 9000 --data /var/lib/heliograph",
            "  heliograph run --cluster          the same again in a second terminal adds a node"
        })
public final class RunCommand implements Callable<Integer> {
    /** Not an exit code: the process lives on in its event loops. */
    public static final int KEEPS_RUNNING = -1;

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final int CANNOT_START = 1;
    private static final int JOURNAL_LOST = 70;

    @Spec
    private CommandSpec spec;

    @Mixin
    HelpOption help;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings file (default: conf/heliograph.yaml).")
    private Path config;

    @Option(names = "--host", description = "Address to listen on (http.host).")
    private String host;

    @Option(names = "--port", description = "Port to listen on (http.port).")
    private String port;

    @Option(names = "--data", paramLabel = "DIR", description = "Data directory (data.dir).")
    private String data;

    @Option(names = "--cluster", description = "Run as a node of a cluster on this machine (cluster.mode: tcp-ip).")
    private boolean cluster;

    @Option(
            names = "--stop-with-parent",
            description = "Stop when the process that started this one ends; for build tools and scripts.")
    private boolean stopWithParent;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any other setting, such as --set retention.max-age=7d.")
    private Map<String, String> others = Map.of();

    @Override
    public Integer call() {
        Hub hub;
        try {
            HubConfig settings =
                    HubConfig.from(SettingsSources.read(Optional.ofNullable(config), System.getenv(), given()));
            hub = new Hub(settings, Version.current().number(), this::journalLost);
            spec.commandLine().getOut().println(hub.start());
        } catch (InvalidSettings e) {
            return refuse(e.problems());
        } catch (CannotStart e) {
            e.log().forEach(line -> spec.commandLine().getErr().println("  " + line));
            return refuse(List.of(e.getMessage()));
        }
        stopOnSignal(hub);
        if (stopWithParent) {
            ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        }
        return KEEPS_RUNNING;
    }

    private Map<String, String> given() {
        Map<String, String> given = new HashMap<>(others);
        putIfSet(given, "http.host", host);
        putIfSet(given, "http.port", port);
        putIfSet(given, "data.dir", data);
        putIfSet(given, "cluster.mode", cluster ? "tcp-ip" : null);
        return given;
    }

    private static void putIfSet(Map<String, String> given, String key, String value) {
        if (value != null) {
            given.put(key, value);
        }
    }

    private int refuse(List<String> reasons) {
        reasons.forEach(reason -> spec.commandLine().getErr().println("heliograph: " + reason));
        return CANNOT_START;
    }

    /** Ctrl-C and SIGTERM both end here: the JVM waits for the hook, the hook for the hub. */
    private static void stopOnSignal(Hub hub) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            hub.stop();
                            System.out.println("Heliograph has stopped.");
                        },
                        "stop"));
    }

    /** What cannot be made durable is not acknowledged any more; the operator, or a supervisor, starts the node anew. */
    private void journalLost(Throwable cause) {
        LOG.error(
                "the journal cannot be written; this node ends, and recovers from its disk when started again", cause);
        new Thread(() -> System.exit(JOURNAL_LOST), "exit").start();
    }
}
