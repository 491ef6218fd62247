package io.heliograph.contracts.status;

import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.operations.Doc;
import java.time.Instant;
import java.util.List;

/** How agents and the hub fare. What agents report stands here as they sent it. */
public record StatusBoard(
        @Doc("The persona that was reported last, whichever agent it was")
        RawJson persona,

        @Doc("The modules that were reported last") RawJson modules,
        @Doc("The memory that was reported last") RawJson memory,

        @Doc(value = "What each agent last reported, part by part, newest first", required = true)
        List<Report> agents,

        @Doc("Why reports are missing, if they are") String missing,

        @Doc(value = "The node that answered", required = true)
        Hub hub) {

    /** What one agent last said of itself; what its latest report leaves out is as it was said before. */
    public record Report(
            @Doc(value = "The agent's id", required = true) String agentId,
            @Doc("Who it is being") RawJson persona,
            @Doc("What it consists of") RawJson modules,
            @Doc("What it remembers, or how much it takes") RawJson memory,

            @Doc(value = "When it last said anything of this", required = true)
            Instant reportedAt) {
        /** This with what an older report says of the parts that this one leaves out. */
        public Report over(Report older) {
            return new Report(
                    agentId,
                    persona == null ? older.persona : persona,
                    modules == null ? older.modules : modules,
                    memory == null ? older.memory : memory,
                    reportedAt);
        }
    }

    /** A node of the hub. */
    public record Hub(
            @Doc(value = "The node's name", required = true) String node,

            @Doc(value = "The version that runs there", required = true)
            String version,

            @Doc(value = "What runs there", required = true) List<String> modules,

            @Doc(value = "Seconds it has been running", required = true)
            long uptimeSeconds,

            @Doc(value = "Bytes of its heap in use", required = true)
            long memoryUsed,

            @Doc(value = "Bytes that its heap may take", required = true)
            long memoryMax) {
        public Hub {
            modules = List.copyOf(modules);
        }
    }

    public StatusBoard {
        agents = List.copyOf(agents);
    }
}
