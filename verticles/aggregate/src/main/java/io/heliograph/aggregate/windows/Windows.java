package io.heliograph.aggregate.windows;

import io.heliograph.aggregate.WindowsConfig;
import io.heliograph.contracts.metrics.WindowOverflow;
import io.heliograph.contracts.metrics.WindowPart.FieldPart;
import io.heliograph.contracts.metrics.WindowPart.TypePart;
import io.heliograph.contracts.metrics.WindowRead;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.numbers.Summary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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
    private final Rows rows;
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
        rows = new Rows(fine, coarse);
    }

    /** Where a window begins that is asked for at this second, and whose first is the other one. */
    long begin(boolean isFiltered, long second, long now) {
        return (isFiltered ? coarse : fine).begin(second, now);
    }

    /** Counts an event that happened neither too long ago nor too far ahead. */
    void add(JournaledEvent event, long now) {
        long second = Moment.secondOf(event.timestamp());
        if (second < now - config.longestSeconds() || second > now + Tiers.AHEAD) {
            return;
        }
        if (rows.isFull()) {
            settle();
        }
        rows.add(event.timestamp(), event.payload(), now);
        OfProject project = project(event.project());
        TypeWindows type = type(project, event.type());
        if (type == null) {
            beyond.values(rows.drop());
            return;
        }
        counted++;
        rows.link(type.all);
        link(ofSource(type, event.source(), project.room), event.source());
        link(ofAgent(type, event.agentId(), event.source(), project.room), event.agentId());
    }

    /** Counts what was only taken down so far. */
    void settle() {
        rows.count(beyond);
    }

    /** What is known of a window, without looking at any event. */
    List<TypePart> read(WindowRead wanted) {
        settle();
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
        settle();
        long oldest = now - config.longestSeconds();
        projects.values().forEach(project -> {
            project.types.values().forEach(type -> type.removeIf(each -> isGone(each, oldest, project, 1)));
            project.types.values().removeIf(type -> isGone(type.all, oldest, project, 0));
        });
        projects.values().removeIf(project -> project.types.isEmpty());
    }

    /** Writes down all that is counted. */
    void write(DataOutput out) throws IOException {
        settle();
        out.writeInt(projects.size());
        for (Map.Entry<String, OfProject> project : projects.entrySet()) {
            out.writeUTF(project.getKey());
            out.writeInt(project.getValue().types.size());
            for (Map.Entry<String, TypeWindows> type : project.getValue().types.entrySet()) {
                out.writeUTF(type.getKey());
                type.getValue().all.write(out);
                type.getValue().eachFilter((agent, source, each) -> {
                    out.writeBoolean(true);
                    out.writeUTF(agent);
                    out.writeUTF(source);
                    each.write(out);
                });
                out.writeBoolean(false);
            }
        }
    }

    /** Fills empty windows with what was written down; throws IOException if there is no room for it. */
    void read(DataInput in, long now) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            OfProject project = project(in.readUTF());
            for (int types = in.readInt(); types > 0; types--) {
                TypeWindows type = some(type(project, in.readUTF()));
                type.all.read(in, now);
                while (in.readBoolean()) {
                    String agent = in.readUTF();
                    String source = in.readUTF();
                    Series filter = agent.isEmpty()
                            ? ofSource(type, source, project.room)
                            : ofAgent(type, agent, source.isEmpty() ? null : source, project.room);
                    some(filter).read(in, now);
                }
            }
        }
    }

    WindowOverflow overflow() {
        settle();
        return beyond.soFar();
    }

    long counted() {
        return counted;
    }

    long bytes() {
        settle();
        return memory.used();
    }

    private void link(Series to, String name) {
        if (to != null) {
            rows.link(to);
        } else if (name != null) {
            beyond.series();
        }
    }

    private static <T> T some(T made) throws IOException {
        if (made == null) {
            throw new IOException("windows.memory has no room for it");
        }
        return made;
    }

    private OfProject project(String name) {
        return projects.computeIfAbsent(name, first -> new OfProject(new Room(memory)));
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
        Series all = named(project.room, 0, fine);
        if (all == null) {
            return null;
        }
        TypeWindows made = new TypeWindows(all);
        project.types.put(name, made);
        return made;
    }

    private Series ofSource(TypeWindows type, String source, Room room) {
        if (source == null) {
            return null;
        }
        Series known = type.ofSource(source);
        if (known == null) {
            known = forFilter(room, 1);
            if (known != null) {
                type.putSource(source, known);
            }
        }
        return known;
    }

    private Series ofAgent(TypeWindows type, String agent, String source, Room room) {
        if (agent == null) {
            return null;
        }
        Series known = type.ofAgent(agent, source);
        if (known == null) {
            known = forFilter(room, 2);
            if (known != null) {
                type.putAgent(agent, source, known);
            }
        }
        return known;
    }

    private Series forFilter(Room room, int lane) {
        Series made = series < config.maxSeries() ? named(room, lane, coarse) : null;
        series += made == null ? 0 : 1;
        return made;
    }

    private Series named(Room room, int lane, Tiers tiers) {
        if (!room.forFilters(lane > 0).take(NAME_BYTES)) {
            return null;
        }
        Series made = Series.in(room, lane, tiers, config.maxFields());
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
