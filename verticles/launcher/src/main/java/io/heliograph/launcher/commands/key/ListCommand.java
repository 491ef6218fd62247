package io.heliograph.launcher.commands.key;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.HubOptions;
import io.heliograph.launcher.commands.client.Printable;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.launcher.commands.client.UntilInterrupted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows keys. */
@Command(
        name = "list",
        usageHelpAutoWidth = true,
        sortOptions = false,
        description = {"Shows keys, newest first: id, state, project, name, scopes, when last used.", ""},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:they were shown",
            "2:the command line or the key has to be put right",
            "3:the hub could not be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  heliograph key list", "  heliograph key list --project lab --json | jq .name"})
public final class ListCommand implements Callable<Integer> {
    @Option(names = "--project", paramLabel = "PROJECT", description = "Only those of this project.")
    String project;

    @Option(names = "--json", description = "One JSON object a line.")
    boolean json;

    @Mixin
    HubOptions hub;

    @Mixin
    HelpOption help;

    private final Surroundings surroundings;

    public ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return UntilInterrupted.run(this::list);
    }

    private int list() {
        try {
            pages(new Desk(hub.client()));
            return ExitCodes.OK;
        } catch (CommandFailed e) {
            return surroundings.end(e);
        } catch (InterruptedException e) {
            return ExitCodes.INTERRUPTED;
        } finally {
            surroundings.out().flush();
        }
    }

    private void pages(Desk desk) throws CommandFailed, InterruptedException {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (project != null) {
            parameters.put("project", project);
        }
        JsonNode page;
        do {
            page = desk.list(parameters);
            page.path("items").forEach(key -> surroundings.out().println(json ? key.toString() : line(key)));
            parameters.put("cursor", page.path("next").asText());
        } while (page.path("next").isTextual() && !surroundings.out().checkError());
    }

    private String line(JsonNode key) {
        List<String> scopes = new ArrayList<>();
        key.path("scopes").forEach(scope -> scopes.add(scope.asText()));
        return Printable.escape(String.join(
                "  ",
                key.path("id").asText(),
                state(key),
                key.path("project").asText(),
                key.path("name").asText(),
                String.join(",", scopes),
                orElse(key.path("last_used_at"), "never used")));
    }

    /** A null is a text to Jackson. */
    private static String orElse(JsonNode value, String other) {
        return value.isTextual() ? value.asText() : other;
    }

    private String state(JsonNode key) {
        if (key.path("revoked_at").isTextual()) {
            return "revoked";
        }
        String end = orElse(key.path("expires_at"), "");
        return end.isEmpty() || surroundings.clock().instant().isBefore(Instant.parse(end)) ? "live" : "expired";
    }
}
