package io.heliograph.launcher.commands.journal;

import io.heliograph.journal.JournalInspection;
import io.heliograph.launcher.commands.client.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The journal of one node that keeps its data in this directory, running or not. */
record NodeJournal(int node, Path directory) {
    static List<NodeJournal> under(Path data) throws IOException, CommandFailed {
        Path nodes = data.resolve("nodes");
        if (!Files.isDirectory(nodes)) {
            throw none(data);
        }
        try (Stream<Path> all = Files.list(nodes)) {
            List<NodeJournal> found = all.filter(
                            node -> node.getFileName().toString().matches("\\d{1,4}"))
                    .filter(node -> Files.isDirectory(node.resolve("journal")))
                    .map(node ->
                            new NodeJournal(Integer.parseInt(node.getFileName().toString()), node.resolve("journal")))
                    .sorted(Comparator.comparing(NodeJournal::node))
                    .toList();
            if (found.isEmpty()) {
                throw none(data);
            }
            return found;
        }
    }

    JournalInspection inspection() {
        return new JournalInspection(directory);
    }

    private static CommandFailed none(Path data) {
        return CommandFailed.usage(
                "there is no journal under " + data.toAbsolutePath().normalize()
                        + "; name the hub's data directory with --data, or its settings with --config");
    }
}
