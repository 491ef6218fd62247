package io.heliograph.store;

import java.util.List;

/** The tables that this module keeps. */
public final class StoreSchema {
    public static final Migrations MIGRATIONS = Migrations.of(
            "store", List.of("V1__telemetry.sql", "V2__cluster.sql", "V3__dead_letters.sql", "V4__retention.sql"));

    private StoreSchema() {}
}
