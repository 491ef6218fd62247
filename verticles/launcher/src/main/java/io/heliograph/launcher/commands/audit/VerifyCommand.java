package io.heliograph.launcher.commands.audit;

import io.heliograph.audit.verify.Anchors;
import io.heliograph.audit.verify.ChainCheck;
import io.heliograph.audit.verify.ChainReport;
import io.heliograph.audit.verify.Finding;
import io.heliograph.launcher.commands.client.Attempt;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.launcher.commands.journal.DataOptions;
import io.heliograph.launcher.commands.journal.StoredData;
import io.heliograph.store.audit.AuditLog;
import io.heliograph.store.audit.ChainEntry.Head;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Walks every chain of the audit trail. */
@Command(
        name = "verify",
        usageHelpAutoWidth = true,
        sortOptions = false,
        description = {
            "Computes the hash of every entry of the audit trail anew, and names the first one of each chain that was"
                    + " altered, removed, inserted or moved.",
            "",
            "What was cut off at the end of a chain, or forged to its end, shows only against an anchor that was kept"
                    + " elsewhere: from GET /audit/anchors, or a line of the hub's log. The database is asked itself, as"
                    + " the settings name it; the hub need not run if it is external.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every entry is as it was written",
            "1:one is not, or the database cannot be asked",
            "2:the command line or the settings have to be put right"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  heliograph audit verify",
            "  heliograph audit verify --data /var/lib/heliograph --anchors kept.log",
            "  curl -s localhost:8001/audit/anchors >> kept.log      # now and then, on another machine"
        })
public final class VerifyCommand implements Callable<Integer> {
    @Option(
            names = "--anchor",
            paramLabel = "ANCHOR",
            description = "An anchor, <chain>:<sequence>:<hash>; may be given several times.")
    List<String> anchors = List.of();

    @Option(names = "--anchors", paramLabel = "FILE", description = "A file with an anchor in some of its lines.")
    Path file;

    @Mixin
    DataOptions data;

    @Mixin
    HelpOption help;

    private final Surroundings surroundings;

    public VerifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return Attempt.of(surroundings, this::verify);
    }

    private int verify() throws CommandFailed, IOException, InterruptedException, ExecutionException {
        List<Head> known = anchors();
        List<ChainReport> reports = StoredData.of(data.settings())
                .ask("audit command", database -> new ChainCheck(new AuditLog(database)).run(known));
        reports.forEach(report -> surroundings.out().println(line(report)));
        boolean sound = reports.stream().allMatch(report -> report.finding().isEmpty());
        return sound ? ExitCodes.OK : ExitCodes.NOT_ALL_WELL;
    }

    private List<Head> anchors() throws CommandFailed, IOException {
        List<Head> all = new ArrayList<>();
        for (String anchor : anchors) {
            all.add(Anchors.in(anchor)
                    .orElseThrow(() -> CommandFailed.usage(
                            "--anchor takes <chain>:<sequence>:<hash> as /audit/anchors gives it, not '" + anchor
                                    + "'")));
        }
        if (file != null) {
            all.addAll(Anchors.inAll(Files.readString(file)));
        }
        return all;
    }

    private static String line(ChainReport report) {
        Optional<Finding> finding = report.finding();
        if (finding.isPresent()) {
            Finding found = finding.get();
            String which = found.from() == found.to() ? "entry " + found.from() : entries(found);
            String what = found.kind().toString().toLowerCase(Locale.ROOT);
            return "chain " + found.chain() + "  BROKEN: " + which + " " + what + "; " + found.detail();
        }
        String holds = report.entries() == 0
                ? "nothing"
                : "entries " + report.first() + " to " + report.head().sequence();
        String lost = report.missed() == 0 ? "" : "; it says that " + report.missed() + " more were lost";
        return "chain " + report.head().chain() + "  sound: " + holds + lost;
    }

    private static String entries(Finding found) {
        return "entries " + found.from() + " to " + found.to();
    }
}
