package io.heliograph.aggregate.windows;

import io.heliograph.aggregate.WindowsConfig;
import io.heliograph.contracts.metrics.WindowOverflow;
import io.heliograph.contracts.metrics.WindowPart.FieldPart;
import io.heliograph.contracts.metrics.WindowPart.TypePart;
import io.heliograph.contracts.metrics.WindowRead;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.numbers.Summary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What this node knows of the last seconds, minutes and hours. Belongs to one context. */
final class Windows {
    /** A type's or agent's name, and its entry. */
    private static final int NAME_BYTES = 256;

    private final WindowsConfig config;
    private final Tiers fine;
    private final Tiers coarse;
    private final Room.Whole memory;
    private final Map<String, OfProject> projects = new HashMap<>();
    private final Numbers numbers = new Numbers();
    private final Beyond beyond = new Beyond();
    private int series;
    private long counted;

    private static final class OfProject {
        private final Map<String, TypeWindows> types = new HashMap<>();
        private final Room room;

        OfProject(Room room) {
            this.room = room;
        }
    }

    Windows(WindowsConfig config) {
        this.config = config;
        fine = Tiers.fine(config.longestSeconds());
        coarse = Tiers.coarse(config.longestSeconds());
        memory = new Room.Whole(config.memory());
    }

    /** Where a window begins that is asked for at this second, and whose first is the other one. */
    long begin(boolean isFiltered, long second, long now) {
        return (isFiltered ? coarse : fine).begin(second, now);
    }

    /** Counts an event that happened neither too long ago nor too far ahead. */
    void add(JournaledEvent event, long now) {
        Moment moment = new Moment(event.timestamp(), now);
        if (moment.second() < now - config.longestSeconds() || moment.second() > now + Tiers.AHEAD) {
            return;
        }
        numbers.read(event.payload());
        OfProject project = projects.computeIfAbsent(event.project(), name -> new OfProject(new Room(memory)));
        TypeWindows type = type(project, event.type());
        if (type == null) {
            for (int i = 0; i < numbers.size(); i++) {
                beyond.value();
            }
            return;
        }
        counted++;
        type.all.add(moment, numbers, project.room.forFilters(false), beyond);
        Room room = project.room.forFilters(true);
        add(ofSource(type, event, room), event.source(), moment, room);
        add(ofAgent(type, event, room), event.agentId(), moment, room);
    }

    /** What is known of a window, without looking at any event. */
    List<TypePart> read(WindowRead wanted) {
        OfProject project = projects.get(wanted.project());
        if (project == null) {
            return List.of();
        }
        boolean isFiltered = wanted.source() != null || wanted.agentId() != null;
        List<Tiers.Part> parts = (isFiltered ? coarse : fine).cover(wanted.fromSecond(), wanted.untilSecond());
        List<TypePart> found = new ArrayList<>();
        if (wanted.type() == null) {
            project.types.forEach((name, type) -> read(name, type, wanted, parts, found));
        } else if (project.types.containsKey(wanted.type())) {
            read(wanted.type(), project.types.get(wanted.type()), wanted, parts, found);
        }
        return found;
    }

    /** Lets go of what no window reaches any more. */
    void sweep(long now) {
        long oldest = now - config.longestSeconds();
        projects.values().forEach(project -> {
            project.types.values().forEach(type -> type.removeIf(each -> isGone(each, oldest, project, 1)));
            project.types.values().removeIf(type -> isGone(type.all, oldest, project, 0));
        });
        projects.values().removeIf(project -> project.types.isEmpty());
    }

    WindowOverflow overflow() {
        return beyond.soFar();
    }

    long counted() {
        return counted;
    }

    long bytes() {
        return memory.used();
    }

    private void add(Series to, String name, Moment moment, Room room) {
        if (to != null) {
            to.add(moment, numbers, room, beyond);
        } else if (name != null) {
            beyond.series();
        }
    }

    private TypeWindows type(OfProject project, String name) {
        TypeWindows known = project.types.get(name);
        if (known != null) {
            return known;
        }
        if (project.types.size() >= config.maxTypes() && !name.equals(Series.OTHER)) {
            beyond.type();
            return type(project, Series.OTHER);
        }
        Series all = named(project.room.forFilters(false), fine);
        if (all == null) {
            return null;
        }
        TypeWindows made = new TypeWindows(all);
        project.types.put(name, made);
        return made;
    }

    private Series ofSource(TypeWindows type, JournaledEvent event, Room room) {
        if (event.source() == null) {
            return null;
        }
        Series known = type.ofSource(event.source());
        if (known == null) {
            known = forFilter(room);
            if (known != null) {
                type.putSource(event.source(), known);
            }
        }
        return known;
    }

    private Series ofAgent(TypeWindows type, JournaledEvent event, Room room) {
        if (event.agentId() == null) {
            return null;
        }
        Series known = type.ofAgent(event.agentId(), event.source());
        if (known == null) {
            known = forFilter(room);
            if (known != null) {
                type.putAgent(event.agentId(), event.source(), known);
            }
        }
        return known;
    }

    private Series forFilter(Room room) {
        Series made = series < config.maxSeries() ? named(room, coarse) : null;
        series += made == null ? 0 : 1;
        return made;
    }

    private Series named(Room room, Tiers tiers) {
        if (!room.take(NAME_BYTES)) {
            return null;
        }
        Series made = Series.in(room, tiers, config.maxFields());
        if (made == null) {
            room.giveBack(NAME_BYTES);
        }
        return made;
    }

    private boolean isGone(Series each, long oldest, OfProject project, int forFilters) {
        boolean gone = each.isOlderThan(oldest);
        if (gone) {
            project.room.giveBack(NAME_BYTES + each.bytes());
            series -= forFilters;
        }
        return gone;
    }

    private static void read(
            String name, TypeWindows type, WindowRead wanted, List<Tiers.Part> parts, List<TypePart> found) {
        Map<String, Summary> fields = new TreeMap<>();
        long count = 0;
        for (Series each : type.matching(wanted)) {
            count += each.mergeInto(fields, parts);
        }
        if (count > 0) {
            found.add(new TypePart(
                    name,
                    count,
                    fields.entrySet().stream()
                            .map(field -> new FieldPart(
                                    field.getKey(), field.getValue().pack()))
                            .toList()));
        }
    }
}
