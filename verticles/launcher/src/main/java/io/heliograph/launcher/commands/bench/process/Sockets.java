package io.heliograph.launcher.commands.bench.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The TCP sockets of this machine and whose they are, as Linux tells; elsewhere there are none. */
record Sockets(List<Socket> all) {
    private static final Path PROC = Path.of("/proc");
    private static final List<Path> TABLES = List.of(PROC.resolve("net/tcp"), PROC.resolve("net/tcp6"));
    private static final String LISTENING = "0A";

    /** One line of the table; the inode is what ties it to a process. */
    record Socket(int localPort, int remotePort, boolean listening, String inode) {
        static Socket parse(String line) {
            String[] words = line.strip().split("\\s+");
            return new Socket(port(words[1]), port(words[2]), words[3].equals(LISTENING), words[9]);
        }

        private static int port(String address) {
            return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
        }
    }

    static Sockets now() {
        List<Socket> all = new ArrayList<>();
        for (Path table : TABLES) {
            try (var lines = Files.lines(table)) {
                lines.skip(1).map(Socket::parse).forEach(all::add);
            } catch (IOException e) {
                continue; // not Linux, or no IPv6
            }
        }
        return new Sockets(all);
    }

    /** The process that listens on the port; of several, the one that started the others. */
    Optional<ProcessHandle> listener(int port) {
        Set<String> wanted = all.stream()
                .filter(socket -> socket.listening() && socket.localPort() == port)
                .map(Socket::inode)
                .collect(Collectors.toSet());
        List<ProcessHandle> found = wanted.isEmpty()
                ? List.of()
                : ProcessHandle.allProcesses()
                        .filter(process -> holdsAny(process, wanted))
                        .toList();
        return found.stream()
                .filter(process -> process.parent().filter(found::contains).isEmpty())
                .findFirst();
    }

    /** The ports, here or elsewhere, to which the process is connected. */
    Set<Integer> connectedTo(ProcessHandle process) {
        Set<String> held = inodes(process);
        return all.stream()
                .filter(socket -> !socket.listening() && held.contains(socket.inode()))
                .map(Socket::remotePort)
                .collect(Collectors.toSet());
    }

    private static boolean holdsAny(ProcessHandle process, Set<String> wanted) {
        return inodes(process).stream().anyMatch(wanted::contains);
    }

    private static Set<String> inodes(ProcessHandle process) {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(PROC.resolve(process.pid() + "/fd"))) {
            for (Path descriptor : descriptors) {
                String target = Files.readSymbolicLink(descriptor).toString();
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        } catch (IOException e) {
            return inodes; // ended meanwhile, or another user's
        }
        return inodes;
    }
}
