package io.heliograph.store.events;

import io.heliograph.intake.JournaledEvent;
import io.heliograph.intake.Payload;
import io.heliograph.store.events.NameBook.Kind;
import io.heliograph.store.events.NameBook.Name;
import io.heliograph.store.rollups.RollupDeltas;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** An event with the key and the numbers under which it is stored. */
record EventRow(JournaledEvent event, UUID key, Integer project, Integer type, Integer source, Integer agent)
        implements RollupDeltas.Item {
    @Override
    public long timestamp() {
        return event.timestamp();
    }

    @Override
    public Payload payload() {
        return event.payload();
    }

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
        Numbers types = new Numbers(Kind.TYPE, names, missing);
        Numbers sources = new Numbers(Kind.SOURCE, names, missing);
        Numbers agents = new Numbers(Kind.AGENT, names, missing);
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
                        types.of(project, event.type()),
                        sources.of(project, event.source()),
                        agents.of(project, event.agentId())));
            }
        }
        return rows;
    }

    private static Integer number(Name name, NameBook names, Set<Name> missing) {
        Integer number = names.number(name);
        if (number == NameBook.NONE) {
            missing.add(name);
        }
        return number;
    }

    /** The numbers for one column; events that stand together often have the same there. */
    private static final class Numbers {
        private final Kind kind;
        private final NameBook names;
        private final Set<Name> missing;
        private Integer lastProject;
        private String lastText;
        private Integer last;

        private Numbers(Kind kind, NameBook names, Set<Name> missing) {
            this.kind = kind;
            this.names = names;
            this.missing = missing;
        }

        private Integer of(Integer project, String text) {
            if (text == null) {
                return NameBook.NONE;
            }
            if (!text.equals(lastText) || !project.equals(lastProject)) {
                last = number(new Name(project, kind, text), names, missing);
                lastText = text;
                lastProject = project;
            }
            return last;
        }
    }
}
