package io.heliograph.launcher.settings;

import io.heliograph.access.AccessConfig;
import io.heliograph.acp.AcpConfig;
import io.heliograph.acp.doors.DoorConfig;
import io.heliograph.agents.config.AgentsConfig;
import io.heliograph.aggregate.AnswersConfig;
import io.heliograph.aggregate.RollupsConfig;
import io.heliograph.aggregate.WindowsConfig;
import io.heliograph.audit.AuditConfig;
import io.heliograph.bridge.StreamConfig;
import io.heliograph.bridge.telemetry.LiveConfig;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.drain.DeadLetterConfig;
import io.heliograph.drain.DrainConfig;
import io.heliograph.exporters.ExportersConfig;
import io.heliograph.gateway.GatewayConfig;
import io.heliograph.gateway.rpc.BridgeConfig;
import io.heliograph.gateway.rpc.RpcConfig;
import io.heliograph.intake.IntakeConfig;
import io.heliograph.journal.JournalConfig;
import io.heliograph.launcher.cluster.ClusterConfig;
import io.heliograph.retain.RetainConfig;
import io.heliograph.retain.archive.ArchiveConfig;
import io.heliograph.store.DatabaseConfig;
import io.heliograph.store.events.NameBook;
import io.heliograph.web.BodyLimits;
import io.heliograph.web.access.AuthConfig;
import io.heliograph.web.limits.LimitsConfig;
import io.heliograph.work.WorkConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Everything that a node is told at its start. */
public record HubConfig(
        Path dataDirectory,
        String nodeName,
        List<String> roles,
        GatewayConfig gateway,
        RpcConfig rpc,
        BridgeConfig eventBus,
        AuthConfig auth,
        AccessConfig access,
        BodyLimits bodies,
        LimitsConfig limits,
        IntakeConfig intake,
        JournalConfig journal,
        DatabaseConfig database,
        DrainConfig drain,
        DeadLetterConfig deadLetters,
        AuditConfig audit,
        StreamConfig stream,
        AcpConfig acp,
        DoorConfig acpDoors,
        AgentsConfig agents,
        LiveConfig live,
        WorkConfig work,
        WindowsConfig windows,
        RollupsConfig rollups,
        AnswersConfig answers,
        ExportersConfig exporters,
        ClusterConfig cluster,
        RetainConfig retention,
        ArchiveConfig archive,
        int eventLoops,
        long maxPageSize,
        int rememberedNames,
        int countedProjects) {
    private static final Set<String> ROLES = Set.of("gateway", "drain", "query");

    /** Asks for every key, then reports all problems at once. */
    public static HubConfig from(Settings settings) {
        HubConfig config = new HubConfig(
                Path.of(settings.text("data.dir", "./data")),
                settings.text("node.name", ""),
                settings.list("node.roles", "gateway,drain,query"),
                GatewayConfig.from(settings),
                RpcConfig.from(settings),
                BridgeConfig.from(settings),
                AuthConfig.from(settings),
                AccessConfig.from(settings),
                BodyLimits.from(settings),
                LimitsConfig.from(settings),
                IntakeConfig.from(settings),
                JournalConfig.from(settings),
                DatabaseConfig.from(settings),
                DrainConfig.from(settings),
                DeadLetterConfig.from(settings),
                AuditConfig.from(settings),
                StreamConfig.from(settings),
                AcpConfig.from(settings),
                DoorConfig.from(settings),
                AgentsConfig.from(settings),
                LiveConfig.from(settings),
                WorkConfig.from(settings),
                WindowsConfig.from(settings),
                RollupsConfig.from(settings),
                AnswersConfig.from(settings),
                ExportersConfig.from(settings),
                ClusterConfig.from(settings),
                RetainConfig.from(settings),
                ArchiveConfig.from(settings),
                settings.integer("node.event-loops", 0, 0, 1024),
                settings.size("query.max-page-size", "8MiB", "64KiB", "256MiB"),
                settings.integer("database.remembered-names", 120_000, 12, 10_000_000),
                settings.integer("limits.counted-projects", 1_000, 1, 100_000));
        config.checkRoles(settings);
        config.checkNames(settings);
        settings.finish();
        return config;
    }

    /** As many threads for doors as are set, or as this machine has processors. */
    public int eventLoopsHere() {
        return eventLoops > 0 ? eventLoops : Runtime.getRuntime().availableProcessors();
    }

    /** How often live figures are collected and reported. */
    public Duration liveInterval() {
        return live.interval();
    }

    public boolean plays(String role) {
        return roles.contains(role);
    }

    /** A transaction holds a batch beyond its size at the most. */
    private void checkNames(Settings settings) {
        long needed = NameBook.needed((long) drain.batchSize() + intake.maxEvents());
        if (rememberedNames < needed) {
            settings.problem(
                    "database.remembered-names",
                    "drain.batch-size and intake.max-events need " + needed + " of them, or more");
        }
    }

    private void checkRoles(Settings settings) {
        roles.stream()
                .filter(role -> !ROLES.contains(role))
                .forEach(role -> settings.problem("node.roles", "'" + role + "' is none of gateway, drain, query"));
        if (plays("gateway") != plays("drain")) {
            settings.problem("node.roles", "gateway and drain go together: what a door accepts, its own node drains");
        }
        if (roles.isEmpty()) {
            settings.problem("node.roles", "a node plays at least one role");
        }
    }
}
