package io.heliograph.launcher.commands.archive;

import io.heliograph.launcher.commands.client.Attempt;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.ExitCodes;
import io.heliograph.launcher.commands.client.HelpOption;
import io.heliograph.launcher.commands.client.Progress;
import io.heliograph.launcher.commands.client.Surroundings;
import io.heliograph.retain.archive.ArchiveCheck;
import io.heliograph.retain.archive.ArchiveCheck.Report;
import io.heliograph.retain.archive.ArchiveTarget;
import io.heliograph.retain.archive.Finding;
import io.heliograph.retain.archive.Signer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Walks an archive and computes every hash anew. */
@Command(
        name = "verify",
        usageHelpAutoWidth = true,
        sortOptions = false,
        description = {
            "Computes every hash of an archive anew, and names of each stream the first event, file or manifest that is not"
                    + " as it was written: altered, missing, moved or added.",
            "",
            "Who can change the archive can also compute hashes. With archive.signing-key the hub signs what it writes;"
                    + " give the public key here.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all is as it was written", "1:something is not", "2:the command line has to be put right"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  heliograph archive verify",
            "  heliograph archive verify telemetry --archive /mnt/archive --public-key archive.pub"
        })
public final class VerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STREAM", arity = "0..*", description = "These streams; all if left out.")
    List<String> streams = List.of();

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = "An Ed25519 key in PEM with which every manifest must be signed.")
    Path publicKey;

    @Mixin
    ArchiveOptions archive;

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

    private int verify() throws CommandFailed, IOException {
        ArchiveTarget target = archive.target();
        PublicKey key = publicKey == null ? null : Signer.publicKey(publicKey);
        List<Report> reports = reports(target, key, ArchiveOptions.streams(target, streams));
        reports.forEach(report -> surroundings.out().println(line(report)));
        boolean sound = reports.stream().allMatch(report -> report.finding().isEmpty());
        return sound ? ExitCodes.OK : ExitCodes.NOT_ALL_WELL;
    }

    private List<Report> reports(ArchiveTarget target, PublicKey key, List<String> named) throws IOException {
        List<Report> reports = new ArrayList<>();
        try (Progress progress = Progress.of(surroundings, "verify", ArchiveCheck.size(target, named))) {
            ArchiveCheck check =
                    new ArchiveCheck(target, key, (bytes, events) -> progress.at(bytes, events + " events"));
            for (String stream : named) {
                reports.add(check.run(stream));
            }
        }
        return reports;
    }

    private static String line(Report report) {
        if (report.finding().isEmpty()) {
            return "%s  sound: %d events in %d files, %d bytes"
                    .formatted(report.stream(), report.events(), report.files(), report.bytes());
        }
        Finding found = report.finding().get();
        return "%s  DAMAGED: %s: %s; the %d events before are sound"
                .formatted(report.stream(), found.file(), found.detail(), report.events());
    }
}
