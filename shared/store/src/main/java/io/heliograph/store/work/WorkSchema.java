package io.heliograph.store.work;

import io.heliograph.store.Migrations;
import java.util.List;

/** The tables of what events say about work. */
public final class WorkSchema {
    public static final Migrations MIGRATIONS = Migrations.of("work", List.of("V1__work.sql"));

    private WorkSchema() {}
}
