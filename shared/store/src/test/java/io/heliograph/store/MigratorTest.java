package io.heliograph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.store.Migrations.Script;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigratorTest {
    private static final Script FIRST = Migrations.script("V1__first.sql", "create table first (a int);\n");
    private static final Script SECOND = Migrations.script("V2__second.sql", "alter table first add b int;");

    private Hub hub;

    @BeforeEach
    void start() {
        hub = new Hub(TestServer.shared().create(""), Hub.CONFIG);
    }

    @AfterEach
    void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void scriptsAreAppliedOnceAndNewOnesLater() {
        apply(hub, FIRST);
        apply(hub, FIRST);
        apply(hub, FIRST, SECOND);
        assertThat(hub.count("first where b is null")).isZero();
        assertThat(hub.count("heliograph_migration")).isEqualTo(2);
    }

    @Test
    void nodesThatStartAtOnceApplyEachScriptOnce() {
        try (Hub other = new Hub(hub.address, Hub.CONFIG);
                Hub third = new Hub(hub.address, Hub.CONFIG)) {
            List<Migrations> modules = List.of(StoreSchema.MIGRATIONS);
            Hub.await(Future.all(
                    new Migrator(hub.database).apply(modules),
                    new Migrator(other.database).apply(modules),
                    new Migrator(third.database).apply(modules)));
        }
        assertThat(hub.count("heliograph_migration where module = 'store'"))
                .isEqualTo(StoreSchema.MIGRATIONS.scripts().size());
    }

    @Test
    void deadLettersOfTheFirstReleaseGetProjectAndNumberAndAreCounted() {
        List<Script> scripts = StoreSchema.MIGRATIONS.scripts();
        Migrator migrator = new Migrator(hub.database);
        Hub.await(migrator.apply(List.of(new Migrations("store", scripts.subList(0, 2)))));
        hub.sql("""
                insert into journal_cursor (journal, node, applied, stored, set_aside)
                values ('00000000-0000-0000-0000-000000000001', 'node', 10, 7, 3)""");
        hub.sql("""
                insert into dead_letter (journal, position, sqlstate, reason, event)
                select '00000000-0000-0000-0000-000000000001', n, '22P05', 'no',
                       convert_to('{"project":"p' || n || '","payload":"\\u0000"}', 'UTF8')
                  from generate_series(1, 2) n""");

        Hub.await(migrator.apply(List.of(StoreSchema.MIGRATIONS)));

        assertThat(hub.count("dead_letter where project = 'p' || position and id = position"))
                .isEqualTo(2);
        assertThat(hub.count("journal_cursor where set_aside = 3 and replayed = 0 and discarded = 1"))
                .isEqualTo(1);
    }

    @Test
    void aScriptThatFailsLeavesNothingBehind() {
        Script broken = Migrations.script("V2__broken.sql", "create table half (a int); select no_such_thing();");
        assertThatThrownBy(() -> apply(hub, FIRST, broken)).hasMessageContaining("no_such_thing");
        assertThat(hub.count("pg_class where relname = 'half'")).isZero();
        assertThat(hub.count("heliograph_migration")).isEqualTo(1);
    }

    @Test
    void aChangedScriptIsRefused() {
        apply(hub, FIRST);
        Script changed = Migrations.script("V1__first.sql", "create table first (a bigint);\n");
        assertThatThrownBy(() -> apply(hub, changed))
                .isInstanceOf(CannotStart.class)
                .hasMessageStartingWith("The script V1__first of things is not the one that was applied");
    }

    @Test
    void otherLineEndingsAreNoChange() {
        apply(hub, FIRST);
        apply(hub, Migrations.script("V1__first.sql", "create table first (a int);\r\n"));
    }

    @Test
    void aSchemaFromANewerProgramIsRefused() {
        apply(hub, FIRST, SECOND);
        assertThatThrownBy(() -> apply(hub, FIRST))
                .isInstanceOf(CannotStart.class)
                .hasMessage("The database was written by a newer Heliograph (things 2, this one knows 1..1);"
                        + " start that version or newer.");
    }

    @Test
    void aGapOrAStrayNameAmongScriptsIsFoundBeforeAnyIsRun() {
        assertThatThrownBy(() -> new Migrations("things", List.of(SECOND))).hasMessageContaining("without a gap");
        assertThatThrownBy(() -> Migrations.of("store", List.of("telemetry.sql")))
                .hasMessageContaining("no such script");
        assertThatThrownBy(() -> Migrations.script("1_x.sql", "")).hasMessageContaining("V1__what_it_does.sql");
    }

    private static void apply(Hub hub, Script... scripts) {
        Hub.await(new Migrator(hub.database).apply(List.of(new Migrations("things", List.of(scripts)))));
    }
}
