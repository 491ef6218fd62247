package io.heliograph.launcher.commands.journal;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.journal.JournalReport;
import io.heliograph.launcher.settings.HubConfig;
import io.heliograph.store.JournalCursors;
import io.heliograph.store.JournalCursors.Cursor;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** Where the cursors of journals stand in the database, or why that cannot be told. */
record CursorLookup(Map<UUID, Cursor> cursors, Optional<String> trouble) {

    static CursorLookup of(HubConfig config, List<UUID> journals) throws InterruptedException {
        try {
            return StoredData.of(config)
                    .ask("journal command", database -> read(new JournalCursors(database), journals));
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

    private static Future<CursorLookup> read(JournalCursors stored, List<UUID> journals) {
        Map<UUID, Cursor> cursors = new HashMap<>();
        Future<Void> reading = Future.succeededFuture();
        for (UUID journal : journals) {
            reading = reading.compose(before -> stored.read(journal).map(cursor -> {
                cursor.ifPresent(known -> cursors.put(journal, known));
                return null;
            }));
        }
        return reading.map(done -> new CursorLookup(cursors, Optional.empty()));
    }

    private static String reason(Throwable failure) {
        return failure instanceof CannotStart
                ? failure.getMessage()
                : "PostgreSQL cannot be asked: " + failure.getMessage();
    }

    private static CursorLookup unknown(String why) {
        return new CursorLookup(Map.of(), Optional.of(why));
    }
}
