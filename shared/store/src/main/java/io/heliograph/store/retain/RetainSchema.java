package io.heliograph.store.retain;

import io.heliograph.store.Migrations;
import java.util.List;

/** The tables of retention and of its jobs. */
public final class RetainSchema {
    public static final Migrations MIGRATIONS = Migrations.of("retain", List.of("V1__retain.sql"));

    private RetainSchema() {}
}
