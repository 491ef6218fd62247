package io.heliograph.store.acp;

import io.heliograph.store.Migrations;
import java.util.List;

/** The tables of agents and their messages. */
public final class AcpSchema {
    public static final Migrations MIGRATIONS = Migrations.of("acp", List.of("V1__acp.sql", "V2__senders.sql"));

    private AcpSchema() {}
}
