package io.heliograph.launcher.commands.bench.acp;

import io.heliograph.launcher.commands.client.CommandFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a hub on this machine holds in memory: what lives in its heap after a collection, and what the system gave it. */
record HubMemory(long heap, long resident) {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");

    /** Lets the process collect its garbage first, by the jcmd of this Java. */
    static HubMemory of(long pid) throws CommandFailed, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher total = TOTAL.matcher(said);
            Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
            if (process.waitFor() == 0 && total.find() && resident.find()) {
                return new HubMemory(Long.parseLong(total.group(1)), Long.parseLong(resident.group(1)) * 1_024);
            }
            throw CommandFailed.notAllWell("jcmd tells nothing of process " + pid + ": "
                    + said.lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw CommandFailed.usage(
                    "memory is measured on Linux, of a hub on this machine, with the jcmd of a JDK: " + e.getMessage());
        }
    }
}
