package io.heliograph.audit;

import io.heliograph.store.Migrations;
import java.util.List;

/** The tables that this module keeps. */
public final class AuditSchema {
    public static final Migrations MIGRATIONS = Migrations.of("audit", List.of("V1__audit.sql"));

    private AuditSchema() {}
}
