package io.heliograph.store.access;

import io.heliograph.store.Migrations;
import java.util.List;

/** The tables of keys and tickets. */
public final class AccessSchema {
    public static final Migrations MIGRATIONS = Migrations.of("access", List.of("V1__keys.sql"));

    private AccessSchema() {}
}
