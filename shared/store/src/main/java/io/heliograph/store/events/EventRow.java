package io.heliograph.store.events;

import io.heliograph.intake.JournaledEvent;
import io.heliograph.store.events.NameBook.Kind;
import io.heliograph.store.events.NameBook.Name;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** An event with the key and the numbers under which it is stored. */
record EventRow(JournaledEvent event, UUID key, Integer project, Integer type, Integer source, Integer agent) {

    /** Names that are new get their numbers first, apart from any transaction: those of projects, then those within. */
    static Future<List<EventRow>> of(List<JournaledEvent> events, NameBook names) {
        Set<Name> missing = new HashSet<>();
        List<EventRow> rows = rows(events, names, missing);
        return missing.isEmpty()
                ? Future.succeededFuture(rows)
                : names.enter(missing).compose(entered -> of(events, names));
    }

    private static List<EventRow> rows(List<JournaledEvent> events, NameBook names, Set<Name> missing) {
        List<EventRow> rows = new ArrayList<>(events.size());
        Integer project = NameBook.NONE;
        String projectName = null;
        for (JournaledEvent event : events) {
            if (!event.project().equals(projectName)) {
                projectName = event.project();
                project = number(Name.ofProject(projectName), names, missing);
            }
            if (project != NameBook.NONE) {
                rows.add(new EventRow(
                        event,
                        event.hasOwnId() ? EventKey.of(event.project(), event.ownId()) : event.hubId(),
                        project,
                        number(project, Kind.TYPE, event.type(), names, missing),
                        number(project, Kind.SOURCE, event.source(), names, missing),
                        number(project, Kind.AGENT, event.agentId(), names, missing)));
            }
        }
        return rows;
    }

    private static Integer number(Integer project, Kind kind, String text, NameBook names, Set<Name> missing) {
        return text == null ? (Integer) NameBook.NONE : number(new Name(project, kind, text), names, missing);
    }

    private static Integer number(Name name, NameBook names, Set<Name> missing) {
        Integer number = names.number(name);
        if (number == NameBook.NONE) {
            missing.add(name);
        }
        return number;
    }
}
