package io.heliograph.store.rollups;

import io.heliograph.numbers.Cell;
import io.heliograph.numbers.JsonNumber;
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
    private final Map<Minute, OfMinute> minutes = new HashMap<>();
    private Minute last;
    private OfMinute ofLast;

    /** A type of a project, and the microsecond with which the minute begins. */
    private record Minute(int project, int type, long at) {}

    /** The cells of one minute; payloads of one type mostly have the same fields in the same order. */
    private static final class OfMinute implements PayloadNumbers.Sink {
        private static final int PLACES = 16;

        private final Map<String, Cell> cells = new HashMap<>();
        private final Cell events = new Cell();
        private final String[] names = new String[PLACES];
        private final Cell[] places = new Cell[PLACES];
        private int place;

        private OfMinute() {
            cells.put(EVENTS, events);
        }

        private void begin() {
            events.add();
            place = 0;
        }

        @Override
        public void take(String field, JsonNumber number) {
            int at = place++;
            if (at < PLACES && names[at] == field) {
                places[at].add(number);
            } else if (!field.isEmpty()) {
                Cell cell = cells.computeIfAbsent(field, name -> new Cell());
                cell.add(number);
                if (at < PLACES) {
                    names[at] = field;
                    places[at] = cell;
                }
            }
        }
    }

    static Sums of(List<? extends Item> items) {
        Sums sums = new Sums();
        items.forEach(sums::add);
        return sums;
    }

    /** The names of all series, by project. */
    Map<Integer, Set<Name>> names() {
        Map<Integer, Set<Name>> names = new HashMap<>();
        minutes.forEach((minute, ofMinute) -> {
            Set<Name> ofProject = names.computeIfAbsent(minute.project(), first -> new HashSet<>());
            ofMinute.cells.keySet().forEach(field -> ofProject.add(new Name(minute.type(), field)));
        });
        return names;
    }

    /** The cells of those series that have numbers. */
    Map<Place, Cell> cells(Map<Integer, Map<Name, Integer>> known) {
        Map<Place, Cell> cells = new HashMap<>();
        minutes.forEach((minute, ofMinute) -> ofMinute.cells.forEach((field, cell) -> {
            Integer series = known.get(minute.project()).get(new Name(minute.type(), field));
            if (series != null) {
                cells.put(new Place(series, minute.at()), cell);
            }
        }));
        return cells;
    }

    void add(Item item) {
        OfMinute minute = of(item, Level.MINUTE.begin(item.timestamp()));
        minute.begin();
        numbers.read(item.payload().bytes(), item.payload().from(), minute);
    }

    /** Events that come together are mostly of one type and minute. */
    private OfMinute of(Item item, long at) {
        if (last == null || last.at() != at || last.type() != item.type()) {
            last = new Minute(item.project(), item.type(), at);
            ofLast = minutes.computeIfAbsent(last, first -> new OfMinute());
        }
        return ofLast;
    }
}
