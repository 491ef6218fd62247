package io.heliograph.store.rollups;

import io.heliograph.numbers.Cell;
import io.heliograph.numbers.PayloadNumbers;
import io.heliograph.store.rollups.RollupDeltas.Item;
import io.heliograph.store.rollups.SeriesBook.Name;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Events added up by type and minute, for each field. */
final class Sums {
    /** The name under which a type's events are counted; no field that is rolled up is called so. */
    static final String EVENTS = "";

    private final PayloadNumbers numbers = new PayloadNumbers();
    private final Map<Minute, Map<String, Cell>> fields = new HashMap<>();
    private Minute last;
    private Map<String, Cell> ofLast;

    /** A type of a project, and the microsecond with which the minute begins. */
    private record Minute(int project, int type, long at) {}

    static Sums of(List<Item> items) {
        Sums sums = new Sums();
        items.forEach(sums::add);
        return sums;
    }

    /** The names of all series, by project. */
    Map<Integer, Set<Name>> names() {
        Map<Integer, Set<Name>> names = new HashMap<>();
        fields.forEach((minute, cells) -> {
            Set<Name> ofProject = names.computeIfAbsent(minute.project(), first -> new HashSet<>());
            cells.keySet().forEach(field -> ofProject.add(new Name(minute.type(), field)));
        });
        return names;
    }

    /** The cells of those series that have numbers. */
    Map<Place, Cell> cells(Map<Integer, Map<Name, Integer>> known) {
        Map<Place, Cell> cells = new HashMap<>();
        fields.forEach((minute, ofMinute) -> ofMinute.forEach((field, cell) -> {
            Integer series = known.get(minute.project()).get(new Name(minute.type(), field));
            if (series != null) {
                cells.put(new Place(series, minute.at()), cell);
            }
        }));
        return cells;
    }

    void add(Item item) {
        Map<String, Cell> cells = of(item, Level.MINUTE.begin(item.timestamp()));
        cells.computeIfAbsent(EVENTS, name -> new Cell()).add();
        numbers.read(item.payload(), (field, number) -> {
            if (!field.isEmpty()) {
                cells.computeIfAbsent(field, name -> new Cell()).add(number);
            }
        });
    }

    /** Events that come together are mostly of one type and minute. */
    private Map<String, Cell> of(Item item, long at) {
        if (last == null || last.at() != at || last.type() != item.type()) {
            last = new Minute(item.project(), item.type(), at);
            ofLast = fields.computeIfAbsent(last, first -> new HashMap<>());
        }
        return ofLast;
    }
}
