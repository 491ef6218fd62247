package io.heliograph.agents;

import io.heliograph.store.Migrations;
import java.util.List;

/** The tables that this module keeps. */
public final class AgentsSchema {
    public static final Migrations MIGRATIONS = Migrations.of("agents", List.of("V1__agents.sql"));

    private AgentsSchema() {}
}
