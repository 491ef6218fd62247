package io.heliograph.agents.run;

import io.heliograph.store.agents.AgentKey;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an agent may say in the hub's log: short lines without control characters, and only so many in a while. */
final class LogLines {
    /** Longer ones are cut. */
    static final int LONGEST = 2_048;

    private static final Logger LOG = LoggerFactory.getLogger("io.heliograph.agents");
    private static final int MOST_AT_ONCE = 100;
    private static final long WHILE_NANOS = 10_000_000_000L;

    private final AgentKey agent;
    private final LongSupplier nanos;
    private long began;
    private int said;
    private long leftOut;

    LogLines(AgentKey agent, LongSupplier nanos) {
        this.agent = agent;
        this.nanos = nanos;
        began = nanos.getAsLong();
    }

    synchronized void say(String line) {
        long now = nanos.getAsLong();
        if (now - began > WHILE_NANOS) {
            began = now;
            said = 0;
            if (leftOut > 0) {
                LOG.info("agent {}: {} lines are left out", agent, leftOut);
                leftOut = 0;
            }
        }
        if (said == MOST_AT_ONCE) {
            leftOut++;
        } else {
            said++;
            LOG.info("agent {}: {}", agent, plain(line));
        }
    }

    /** Lines that were left out since the last one that says how many. */
    synchronized long leftOut() {
        return leftOut;
    }

    static String plain(String line) {
        String cut = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
        return cut.codePoints()
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
