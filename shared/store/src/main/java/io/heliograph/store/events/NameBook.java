package io.heliograph.store.events;

import io.heliograph.store.Database;
import io.heliograph.store.Remembered;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The numbers that stand in rows for projects, types, sources and agents. A number, once given, never changes, so what was
 * read stays true unless the database itself goes back in time; the memory for it is bounded, and what is forgotten is read
 * again. One for all of a node, so that whoever notices lets everybody forget.
 */
public final class NameBook {
    /** Stands for a name that is absent, or not known. */
    static final int NONE = 0;

    /** What a node remembers unless it is told otherwise. */
    private static final int MOST_REMEMBERED = 120_000;

    /** Sorted, so that two writers of the same names wait for each other instead of ending in a deadlock. */
    private static final String ENTER = """
            insert into name (project_number, kind, text)
            select wanted.project_number, wanted.kind::"char", wanted.text
              from unnest($1::int4[], $2::text[], $3::text[]) as wanted (project_number, kind, text)
             where not exists (select from name
                                where name.project_number = wanted.project_number
                                  and name.kind = wanted.kind::"char" and name.text = wanted.text)
             order by 1, 2, 3
                on conflict do nothing""";

    private static final String FIND = """
            select name.number, wanted.nth
              from unnest($1::int4[], $2::text[], $3::text[]) with ordinality as wanted (project_number, kind, text, nth)
              join name on name.project_number = wanted.project_number
                       and name.kind = wanted.kind::"char" and name.text = wanted.text""";
    private static final String TEXTS = "select number, text from name where number = any($1::int4[])";

    private final Database database;
    private final Remembered<Name, Integer> numbers;
    private final Remembered<Integer, String> texts;

    /** What a name is the name of. */
    enum Kind {
        PROJECT("p"),
        TYPE("t"),
        SOURCE("s"),
        AGENT("a");

        private final String code;

        Kind(String code) {
            this.code = code;
        }
    }

    /** A name of one project; projects themselves belong to none. */
    record Name(int project, Kind kind, String text) {
        static Name ofProject(String text) {
            return new Name(NONE, Kind.PROJECT, text);
        }

        /** By hand: it is asked for with every event, and what a record does by itself takes several times longer. */
        @Override
        public int hashCode() {
            return (31 * project + kind.ordinal()) * 31 + text.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Name that && project == that.project && kind == that.kind && text.equals(that.text);
        }
    }

    /** With as much memory as the settings' default gives it. */
    public NameBook(Database database) {
        this(database, MOST_REMEMBERED);
    }

    /**
     * Remembers so many names at the most, which must be {@link #needed} or more: what one transaction has looked up has to
     * be there when it is used.
     */
    public NameBook(Database database, int mostRemembered) {
        this.database = database;
        numbers = new Remembered<>(mostRemembered);
        texts = new Remembered<>(mostRemembered);
    }

    /** How many names must be remembered where so many events are written at a time: three of each, in one of two generations. */
    public static long needed(long events) {
        return 2 * 3 * events;
    }

    /** The number of a name that was looked up before; NONE for any other. */
    Integer number(Name name) {
        Integer number = numbers.get(name);
        return number == null ? NONE : number;
    }

    /** The name that was looked up under this number before; null for any other. */
    String text(int number) {
        return texts.get(number);
    }

    /** Looks up names; those that were never stored have no number afterwards. */
    Future<Void> find(Collection<Name> names) {
        List<Name> unknown = unknown(names);
        return unknown.isEmpty() ? Future.succeededFuture() : read(unknown);
    }

    /** Looks up names and gives a number to those that have none. */
    Future<Void> enter(Collection<Name> names) {
        List<Name> unknown = unknown(names);
        return unknown.isEmpty()
                ? Future.succeededFuture()
                : database.write(ENTER, columns(unknown)).compose(entered -> read(unknown));
    }

    /** Looks up the names behind numbers. */
    Future<Void> findTexts(Collection<Integer> wanted) {
        Integer[] unknown = wanted.stream()
                .filter(number -> number != NONE && text(number) == null)
                .distinct()
                .toArray(Integer[]::new);
        if (unknown.length == 0) {
            return Future.succeededFuture();
        }
        return database.read(TEXTS, Tuple.tuple().addArrayOfInteger(unknown)).map(rows -> {
            for (Row row : rows) {
                texts.put(row.getInteger(0), row.getString(1));
            }
            return null;
        });
    }

    /** Forgets all, for when the database may have gone back to a time before it gave the numbers. */
    void forget() {
        numbers.forget();
        texts.forget();
    }

    private List<Name> unknown(Collection<Name> names) {
        return names.stream()
                .filter(name -> number(name) == NONE)
                .distinct()
                .sorted(Comparator.comparing(Name::text))
                .toList();
    }

    private Future<Void> read(List<Name> names) {
        return database.read(FIND, columns(names)).map(rows -> {
            for (Row row : rows) {
                Name name = names.get(row.getLong(1).intValue() - 1);
                numbers.put(name, row.getInteger(0));
                texts.put(row.getInteger(0), name.text());
            }
            return null;
        });
    }

    private static Tuple columns(List<Name> names) {
        return Tuple.tuple()
                .addArrayOfInteger(column(names, Name::project, Integer[]::new))
                .addArrayOfString(column(names, name -> name.kind().code, String[]::new))
                .addArrayOfString(column(names, Name::text, String[]::new));
    }

    private static <T> T[] column(List<Name> names, Function<Name, T> part, IntFunction<T[]> array) {
        return names.stream().map(part).toArray(array);
    }
}
