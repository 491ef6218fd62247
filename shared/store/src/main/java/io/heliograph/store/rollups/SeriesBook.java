package io.heliograph.store.rollups;

import io.heliograph.store.Database;
import io.heliograph.store.Remembered;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The numbers of series, all of a project at a time. A project has so many and no more; since none ever leaves, what has no
 * number in a full project never will, and is not asked for again.
 */
final class SeriesBook {
    private static final int MOST_PROJECTS = 1_000;

    private static final String READ = """
            select number, type_number, field from rollup_series where project_number = $1::int4""";

    /** Sorted, so that two writers of the same series wait for each other instead of ending in a deadlock. */
    private static final String ENTER = """
            insert into rollup_series (project_number, type_number, field)
            select $1::int4, wanted.type_number, wanted.field
              from unnest($2::int4[], $3::text[]) as wanted (type_number, field)
             where not exists (select from rollup_series known
                                where known.type_number = wanted.type_number and known.field = wanted.field)
             order by 2, 3
             limit greatest(0, $4::int8 - (select count(*) from rollup_series where project_number = $1::int4))
                on conflict do nothing""";

    private final Database database;
    private final int most;
    private final Remembered<Integer, Map<Name, Integer>> projects = new Remembered<>(MOST_PROJECTS);

    /** A field of a type, or '' for its events. */
    record Name(int type, String field) {}

    SeriesBook(Database database, int most) {
        this.database = database;
        this.most = most;
    }

    /** The numbers of a project, among them those of these names, as far as there is room for them. */
    Future<Map<Name, Integer>> numbers(int project, Set<Name> names) {
        Map<Name, Integer> known = projects.get(project);
        if (known != null && isEnough(known, names)) {
            return Future.succeededFuture(known);
        }
        return read(project)
                .compose(found -> isEnough(found, names)
                        ? Future.succeededFuture(found)
                        : database.write(ENTER, columns(project, missing(found, names)))
                                .compose(entered -> read(project)));
    }

    void forget() {
        projects.forget();
    }

    private boolean isEnough(Map<Name, Integer> known, Set<Name> names) {
        return known.size() >= most || known.keySet().containsAll(names);
    }

    private Future<Map<Name, Integer>> read(int project) {
        return database.read(READ, Tuple.of(project)).map(rows -> {
            Map<Name, Integer> numbers = new HashMap<>();
            for (Row row : rows) {
                numbers.put(new Name(row.getInteger(1), row.getString(2)), row.getInteger(0));
            }
            projects.put(project, numbers);
            return numbers;
        });
    }

    private static List<Name> missing(Map<Name, Integer> known, Set<Name> names) {
        return names.stream()
                .filter(name -> !known.containsKey(name))
                .sorted(Comparator.comparingInt(Name::type).thenComparing(Name::field))
                .toList();
    }

    private Tuple columns(int project, List<Name> names) {
        return Tuple.tuple()
                .addInteger(project)
                .addArrayOfInteger(names.stream().map(Name::type).toArray(Integer[]::new))
                .addArrayOfString(names.stream().map(Name::field).toArray(String[]::new))
                .addLong((long) most);
    }
}
