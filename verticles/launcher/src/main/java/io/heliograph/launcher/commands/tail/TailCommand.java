package io.heliograph.launcher.commands.tail;

import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.EventFilters;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.HubOptions;
import io.heliograph.launcher.commands.client.Moments;
import io.heliograph.launcher.commands.client.Outage;
import io.heliograph.launcher.commands.client.Retry;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.launcher.commands.client.UntilInterrupted;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows events as they are stored. */
@Command(
        name = "tail",
        usageHelpAutoWidth = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Shows events as they are stored, in the order of their time, until Ctrl-C.",
            "",
            "An event that arrives late is shown when it arrives, if its time is no further back than --overlap. A hub"
                    + " that goes away is waited for.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:ended by Ctrl-C, or with --once at the end",
            "2:the command line or the key has to be put right",
            "3:with --once, the hub could not be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  heliograph tail",
            "  heliograph tail --type job.failed --since 1h",
            "  heliograph tail --json --once --since 5m | jq .payload"
        })
public final class TailCommand implements Callable<Integer> {
    private static final Duration FOREVER = Duration.ofDays(36_500);

    @Mixin
    EventFilters filters;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "Begin here: a time such as 2026-01-31T12:00:00Z, or how long ago.")
    String since;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "How often to look for new events.")
    String interval;

    @Option(
            names = "--overlap",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How late an event may be and still be shown.")
    String overlap;

    @Option(names = "--json", description = "One JSON object a line, as the hub gave it, instead of a line to read.")
    boolean json;

    @Option(names = "--once", description = "Show what is there and end.")
    boolean once;

    @Mixin
    HubOptions hub;

    @Mixin
    HelpOption help;

    @Spec
    CommandSpec spec;

    private final Surroundings surroundings;

    public TailCommand() {
        this(Surroundings.real());
    }

    public TailCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return UntilInterrupted.run(this::follow);
    }

    private int follow() {
        try {
            Follower follower = follower();
            Duration pause = Moments.duration("--interval", interval);
            follower.sweep();
            // A reader that is gone (tail | head) shows as an error of the stream, and is no error of ours.
            while (!surroundings.out().checkError() && !once) {
                surroundings.pace().pause(pause);
                follower.sweep();
            }
            return ExitCodes.OK;
        } catch (CommandFailed e) {
            surroundings.out().flush();
            return surroundings.end(e);
        } catch (InterruptedException e) {
            surroundings.out().flush();
            return ExitCodes.OK;
        }
    }

    private Follower follower() throws CommandFailed {
        Retry retry = new Retry(surroundings.pace(), new Outage(surroundings), once ? Duration.ZERO : FOREVER);
        return new Follower(
                hub.client(),
                retry,
                filters.parameters(),
                Moments.moment("--since", since, surroundings.clock()),
                Moments.duration("--overlap", overlap),
                printer());
    }

    private Consumer<StoredEvent> printer() {
        if (json) {
            return event -> surroundings.out().println(event.json());
        }
        int width = surroundings.outIsTerminal() ? spec.usageMessage().width() : EventLine.NO_LIMIT;
        return event -> surroundings.out().println(EventLine.of(event, width));
    }
}
