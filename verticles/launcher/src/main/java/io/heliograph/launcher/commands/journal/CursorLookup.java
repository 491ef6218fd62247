package io.heliograph.launcher.commands.journal;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.journal.JournalReport;
import io.heliograph.launcher.settings.HubConfig;
import io.heliograph.store.JournalCursors;
import io.heliograph.store.JournalCursors.Cursor;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** Where the cursors of journals stand in the database, or why that cannot be told. */
record CursorLookup(Map<UUID, Cursor> cursors, Optional<String> trouble) {

    static CursorLookup of(HubConfig config) throws InterruptedException {
        try {
            return StoredData.of(config)
                    .ask(
                            "journal command",
                            database -> new JournalCursors(database)
                                    .all()
                                    .map(cursors -> new CursorLookup(cursors, Optional.empty())));
        } catch (CannotStart e) {
            return unknown(e.getMessage());
        } catch (ExecutionException e) {
            return unknown(reason(e.getCause()));
        } catch (IOException e) {
            return unknown("the embedded PostgreSQL cannot be found: " + e);
        }
    }

    /** How many events of the journal wait to be stored; empty if that cannot be told. */
    Optional<Long> pending(JournalReport report) {
        Cursor cursor = cursors.get(report.journal());
        if (cursor == null) {
            return trouble.isPresent() || report.journal() == null ? Optional.empty() : Optional.of(report.end());
        }
        long ahead = cursor.ahead() == null
                ? 0
                : cursor.ahead().to() - cursor.ahead().from();
        return Optional.of(Math.max(0, report.end() - cursor.applied() - ahead));
    }

    /** Whether a journal has let go of events that were not stored when the cursors were looked up. */
    boolean isBehind(Collection<JournalReport> reports) {
        return reports.stream().anyMatch(report -> {
            Cursor cursor = cursors.get(report.journal());
            return cursor != null && cursor.applied() < report.start();
        });
    }

    private static String reason(Throwable failure) {
        return failure instanceof CannotStart
                ? failure.getMessage()
                : "PostgreSQL cannot be asked: " + failure.getMessage();
    }

    private static CursorLookup unknown(String why) {
        // Unlike Map.of(), this may be asked for the id of a journal that has none yet.
        return new CursorLookup(Collections.emptyMap(), Optional.of(why));
    }
}
