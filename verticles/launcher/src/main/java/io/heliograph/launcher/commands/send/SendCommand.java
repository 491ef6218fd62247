package io.heliograph.launcher.commands.send;

import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.HubClient;
import io.heliograph.launcher.commands.client.HubOptions;
import io.heliograph.launcher.commands.client.Moments;
import io.heliograph.launcher.commands.client.Outage;
import io.heliograph.launcher.commands.client.Progress;
import io.heliograph.launcher.commands.client.Retry;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.launcher.commands.client.UntilInterrupted;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a file of events so that each of its lines is stored once, whatever happens on the way. */
@Command(
        name = "send",
        usageHelpAutoWidth = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Sends events, one JSON object a line, from a file or from standard input.",
            "",
            "A line without an id is given one that follows from the line, and a line without a timestamp the time of"
                    + " sending, before it is first sent. What is sent again after a lost answer is thus the same event,"
                    + " and is stored once. A hub that is away is waited for; nothing is lost or doubled by that.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all lines are accepted, or were stored already",
            "1:some lines were rejected; see the summary",
            "2:the command line, the file or the key has to be put right",
            "3:the hub could not be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  heliograph send events.ndjson",
            "  my-agent | heliograph send",
            "  zcat old.ndjson.gz | heliograph send - --url https://hub.example.org",
            "  heliograph send big.ndjson --resume big.state    # go on after a break"
        })
public final class SendCommand implements Callable<Integer> {
    private static final int LONGEST_LINE = 8 << 20;
    private static final Duration BETWEEN_SAVES = Duration.ofSeconds(1);

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "-",
            showDefaultValue = Visibility.NEVER,
            description = "The events; - or nothing for standard input.")
    String file;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "500", description = "Lines in a request, 1 to 10000.")
    int batch;

    @Option(names = "--parallel", paramLabel = "N", defaultValue = "4", description = "Requests in flight, 1 to 64.")
    int parallel;

    @Option(
            names = "--give-up-after",
            paramLabel = "TIME",
            defaultValue = "5m",
            description = "How long to wait for a hub that does not answer.")
    String giveUpAfter;

    @Option(
            names = "--resume",
            paramLabel = "STATE",
            description =
                    "Remembers in this file how far the sending came, and goes on there. Lines without a timestamp"
                            + " all get the time of the first run, so that a later run sends the same events.")
    Path resume;

    @Mixin
    HubOptions hub;

    @Mixin
    HelpOption help;

    private final Surroundings surroundings;
    private final Tally tally = new Tally();
    private ResumeFile state;
    private long savedAt;

    public SendCommand() {
        this(Surroundings.real());
    }

    public SendCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return UntilInterrupted.run(this::send);
    }

    private int send() {
        try {
            check("--batch", batch, 10_000);
            check("--parallel", parallel, 64);
            BatchSender sender = sender();
            try (InputStream in = open()) {
                return send(in, sender);
            }
        } catch (CommandFailed e) {
            return surroundings.end(e);
        } catch (IOException e) {
            return surroundings.end(CommandFailed.usage("cannot read " + e.getMessage()));
        }
    }

    private BatchSender sender() throws CommandFailed {
        HubClient client = hub.client();
        Duration patience = Moments.duration("--give-up-after", giveUpAfter);
        return new BatchSender(client, new Retry(surroundings.pace(), new Outage(surroundings), patience));
    }

    private int send(InputStream in, BatchSender sender) throws IOException, CommandFailed {
        LineReader lines = new LineReader(in, LONGEST_LINE);
        Supplier<Instant> times = surroundings.clock()::instant;
        if (resume != null) {
            state = ResumeFile.open(resume, source(), surroundings.clock().instant());
            state.skip(lines);
            times = state::began;
        }
        Batches batches = new Batches(lines, new Identity(times), batch);
        long start = surroundings.pace().nanos();
        savedAt = start;
        boolean complete = false;
        try (Progress progress = Progress.of(surroundings, "sending", size())) {
            new Sending(batches, sender, parallel, (sent, outcome) -> answered(sent, outcome, progress)).run();
            complete = true;
        } catch (InterruptedException e) {
            surroundings.say("interrupted; "
                    + (state == null
                            ? "with --resume the next run could go on here"
                            : "the same command goes on here"));
        } finally {
            if (state != null) {
                state.save();
            }
            Summary.print(surroundings, tally, surroundings.pace().nanos() - start);
        }
        return complete ? (tally.rejected() == 0 ? ExitCodes.OK : ExitCodes.NOT_ALL_WELL) : ExitCodes.INTERRUPTED;
    }

    private void answered(Batch sent, Outcome outcome, Progress progress) throws CommandFailed {
        tally.add(outcome);
        progress.at(sent.bytesRead(), tally.sent() + " lines");
        if (state != null) {
            state.answeredTo(sent.last());
            long now = surroundings.pace().nanos();
            if (now - savedAt >= BETWEEN_SAVES.toNanos()) {
                savedAt = now;
                state.save();
            }
        }
    }

    private InputStream open() throws IOException {
        return file.equals("-") ? surroundings.in() : new FileInputStream(file);
    }

    private String source() {
        return file.equals("-")
                ? "standard input"
                : Path.of(file).toAbsolutePath().normalize().toString();
    }

    private long size() throws IOException {
        return file.equals("-") ? -1 : Files.size(Path.of(file));
    }

    private static void check(String option, int value, int most) throws CommandFailed {
        if (value < 1 || value > most) {
            throw CommandFailed.usage(option + " takes 1 to " + most + ", not " + value);
        }
    }
}
