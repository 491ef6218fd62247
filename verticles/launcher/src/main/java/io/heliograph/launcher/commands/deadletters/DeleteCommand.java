package io.heliograph.launcher.commands.deadletters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.HubOptions;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.launcher.commands.client.UntilInterrupted;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives up dead letters. */
@Command(
        name = "delete",
        usageHelpAutoWidth = true,
        sortOptions = false,
        description = {"Deletes dead letters for good. Their events are lost, so each is to be named.", ""},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all were deleted",
            "1:some were not there",
            "2:the command line or the key has to be put right",
            "3:the hub could not be reached"
        },
        footerHeading = "%nExample:%n",
        footer = "  heliograph deadletters delete 17 18")
public final class DeleteCommand implements Callable<Integer> {
    private static final int A_CALL = 1_000;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "These.")
    List<Long> ids;

    @Mixin
    HubOptions hub;

    @Mixin
    HelpOption help;

    private final Surroundings surroundings;

    public DeleteCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return UntilInterrupted.run(this::delete);
    }

    private int delete() {
        try {
            Desk desk = new Desk(hub.client(), surroundings);
            List<Long> named = ids.stream().distinct().toList();
            long deleted = 0;
            for (int from = 0; from < named.size(); from += A_CALL) {
                ObjectNode some = Desk.JSON.createObjectNode();
                named.subList(from, Math.min(named.size(), from + A_CALL)).forEach(some.putArray("ids")::add);
                deleted += desk.post("delete", some).path("deleted").asLong();
            }
            surroundings.say("deleted " + deleted + " of " + named.size());
            return deleted == named.size() ? ExitCodes.OK : ExitCodes.NOT_ALL_WELL;
        } catch (CommandFailed e) {
            return surroundings.end(e);
        } catch (InterruptedException e) {
            return ExitCodes.INTERRUPTED;
        }
    }
}
