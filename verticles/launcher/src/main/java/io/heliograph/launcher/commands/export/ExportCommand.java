package io.heliograph.launcher.commands.export;

import io.heliograph.contracts.json.Times;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.EventFilters;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.HubOptions;
import io.heliograph.launcher.commands.client.Moments;
import io.heliograph.launcher.commands.client.Progress;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.launcher.commands.client.UntilInterrupted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes events away as a file. */
@Command(
        name = "export",
        usageHelpAutoWidth = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Writes all events that match to a file or to standard output, however many they are.",
            "",
            "A file is there as a whole or not at all: it grows as FILE.part and gets its name at the end.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the export is complete",
            "1:the file could not be written",
            "2:the command line or the key has to be put right",
            "3:the hub could not be reached, or the export was cut off"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  heliograph export -o events.csv --since 24h",
            "  heliograph export --format ndjson --type llm.interaction | gzip > llm.ndjson.gz",
            "  heliograph export --format ndjson | heliograph send --url https://other.example.org"
        })
public final class ExportCommand implements Callable<Integer> {
    /** The forms that an export comes in, as they are typed. */
    enum Format {
        csv,
        ndjson
    }

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "csv", description = "${COMPLETION-CANDIDATES}")
    Format format;

    @Mixin
    EventFilters filters;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only events from here on: a time such as 2026-01-31T12:00:00Z, or how long ago: 24h.")
    String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only events before this time.")
    String until;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write; standard output if left out.")
    Path output;

    @Mixin
    HubOptions hub;

    @Mixin
    HelpOption help;

    private final Surroundings surroundings;

    public ExportCommand() {
        this(Surroundings.real());
    }

    public ExportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return UntilInterrupted.run(this::export);
    }

    private int export() {
        try (Target target = target()) {
            EventCounter events = new EventCounter(format == Format.csv);
            long bytes = download(target, events);
            target.complete();
            surroundings.say("exported " + events.events() + " events, " + bytes + " bytes"
                    + (output == null ? "" : ", to " + output));
            return ExitCodes.OK;
        } catch (CommandFailed e) {
            return surroundings.end(e);
        } catch (IOException e) {
            return surroundings.end(CommandFailed.notAllWell("cannot write " + e.getMessage()));
        } catch (InterruptedException e) {
            surroundings.say("interrupted; the export is not complete");
            return ExitCodes.INTERRUPTED;
        }
    }

    private long download(Target target, EventCounter events) throws CommandFailed, InterruptedException {
        Map<String, String> parameters = parameters();
        try (Progress progress = Progress.of(surroundings, "exporting", -1)) {
            Download download = new Download(hub.client(), progress, events);
            download.run(parameters, target);
            return download.bytes();
        }
    }

    private Target target() throws IOException {
        return output == null ? Target.stream(surroundings.out()) : Target.file(output);
    }

    private Map<String, String> parameters() throws CommandFailed {
        Map<String, String> parameters = filters.parameters();
        parameters.put("format", format.name());
        put(parameters, "since", Moments.moment("--since", since, surroundings.clock()));
        put(parameters, "until", Moments.moment("--until", until, surroundings.clock()));
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, Instant time) {
        if (time != null) {
            parameters.put(name, Times.format(time));
        }
    }
}
