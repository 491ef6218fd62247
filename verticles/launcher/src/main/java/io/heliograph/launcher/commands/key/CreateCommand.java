package io.heliograph.launcher.commands.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.json.Times;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.contracts.settings.Units;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.HubOptions;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.launcher.commands.client.UntilInterrupted;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a key. */
@Command(
        name = "create",
        usageHelpAutoWidth = true,
        sortOptions = false,
        description = {
            "Makes a key and prints its text, which cannot be shown again. What there is to say about it goes to the error"
                    + " output.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was made",
            "2:the command line or the key has to be put right",
            "3:the hub could not be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  heliograph key create gpu-fleet --project lab --scope events:write",
            "  heliograph key create dashboard --scope events:read --scope cluster:read --expires 90d"
        })
public final class CreateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "What to call it.")
    String name;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            required = true,
            split = ",",
            completionCandidates = Scopes.class,
            description = "What its holder may do: ${COMPLETION-CANDIDATES}; several, or separated by commas.")
    List<String> scopes;

    @Option(
            names = "--project",
            paramLabel = "PROJECT",
            description = "The project it belongs to; your own if left out.")
    String project;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "How long it is good for: 90d, 12h. For ever if left out.")
    String expires;

    @Mixin
    HubOptions hub;

    @Mixin
    HelpOption help;

    private final Surroundings surroundings;

    /** Every scope that there is. */
    static final class Scopes implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Scope.values()).map(Scope::toString).iterator();
        }
    }

    public CreateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return UntilInterrupted.run(this::create);
    }

    private int create() {
        try {
            JsonNode made = new Desk(hub.client()).create(asked());
            surroundings.say("made key " + made.path("id").asText() + " of project "
                    + made.path("project").asText() + "; keep its text, it is not shown again");
            surroundings.out().println(made.path("key").asText());
            surroundings.out().flush();
            return ExitCodes.OK;
        } catch (CommandFailed e) {
            return surroundings.end(e);
        } catch (InterruptedException e) {
            return ExitCodes.INTERRUPTED;
        }
    }

    private ObjectNode asked() throws CommandFailed {
        ObjectNode asked = Desk.JSON.createObjectNode().put("name", name);
        scopes.forEach(asked.putArray("scopes")::add);
        if (project != null) {
            asked.put("project", project);
        }
        if (expires != null) {
            try {
                asked.put(
                        "expires_at",
                        Times.format(surroundings.clock().instant().plus(Units.duration(expires))));
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw CommandFailed.usage("--expires takes a time such as 90d or 12h, not '" + expires + "'");
            }
        }
        return asked;
    }
}
