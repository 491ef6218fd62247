package io.heliograph.store.rollups;

import io.heliograph.store.Migrations;
import java.util.List;

/** The tables of the rollups. */
public final class RollupSchema {
    public static final Migrations MIGRATIONS = Migrations.of("rollups", List.of("V1__rollups.sql"));

    private RollupSchema() {}
}
