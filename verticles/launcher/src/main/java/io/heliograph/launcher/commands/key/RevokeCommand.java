package io.heliograph.launcher.commands.key;

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

/** Ends keys. */
@Command(
        name = "revoke",
        usageHelpAutoWidth = true,
        sortOptions = false,
        description = {"Ends keys for good, on every node at once.", ""},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all of them are ended",
            "1:one was not there; those after it are as they were",
            "2:the command line or the key has to be put right",
            "3:the hub could not be reached"
        },
        footerHeading = "%nExample:%n",
        footer = "  heliograph key revoke 3f9c0b7a1d2e4f56")
public final class RevokeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", arity = "1..*", description = "Their ids, as key list shows them.")
    List<String> ids;

    @Mixin
    HubOptions hub;

    @Mixin
    HelpOption help;

    private final Surroundings surroundings;

    public RevokeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return UntilInterrupted.run(this::revoke);
    }

    private int revoke() {
        try {
            Desk desk = new Desk(hub.client());
            for (String id : ids) {
                if (!id.matches("[0-9a-f]{16}")) {
                    throw CommandFailed.usage("an id has 16 digits and letters, as 'heliograph key list' shows them");
                }
                desk.revoke(id);
                surroundings.say("revoked key " + id);
            }
            return ExitCodes.OK;
        } catch (CommandFailed e) {
            return surroundings.end(e);
        } catch (InterruptedException e) {
            return ExitCodes.INTERRUPTED;
        }
    }
}
