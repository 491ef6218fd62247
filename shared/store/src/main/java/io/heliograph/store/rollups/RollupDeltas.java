package io.heliograph.store.rollups;

import io.heliograph.intake.Payload;
import io.heliograph.numbers.Cell;
import io.heliograph.store.Database;
import io.heliograph.store.rollups.SeriesBook.Name;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stored events add up to, written in the transaction that stores them. One for all of a node. */
public final class RollupDeltas {
    private static final String WRITE = """
            insert into rollup_delta (series, at, count, sum, min, max, sketch)
            select series, at, count, sum::numeric, min, max, sketch
              from\s""" + Cells.UNNEST + " as delta (series, at, count, sum, min, max, sketch)";

    private final SeriesBook book;
    private final int most;

    /** One event as it is stored: the numbers of its project and type, its time in microseconds, its payload. */
    public interface Item {
        Integer project();

        Integer type();

        long timestamp();

        Payload payload();
    }

    /** What some events add up to, and the numbers of all series that they touch. */
    public static final class Prepared {
        private final int size;
        private final Sums sums;
        private final Map<Integer, Map<Name, Integer>> numbers;

        private Prepared(int size, Sums sums, Map<Integer, Map<Name, Integer>> numbers) {
            this.size = size;
            this.sums = sums;
            this.numbers = numbers;
        }
    }

    /** With at most so many series for each project; with 0, nothing is rolled up. */
    public RollupDeltas(Database database, int most) {
        this.book = new SeriesBook(database, most);
        this.most = most;
    }

    /** Adds events up and gives numbers to new series, apart from any transaction. */
    public Future<Prepared> prepare(List<? extends Item> items) {
        Sums sums = Sums.of(most == 0 ? List.of() : items);
        Map<Integer, Map<Name, Integer>> numbers = new HashMap<>();
        Future<Void> looked = Future.succeededFuture();
        for (Map.Entry<Integer, Set<Name>> project : sums.names().entrySet()) {
            looked = looked.compose(done -> book.numbers(project.getKey(), project.getValue()))
                    .map(found -> {
                        numbers.put(project.getKey(), found);
                        return null;
                    });
        }
        return looked.map(done -> new Prepared(items.size(), sums, numbers));
    }

    /** Writes down what those of the prepared events add up to that are new. */
    public Future<Void> write(SqlConnection transaction, Prepared prepared, List<? extends Item> fresh) {
        if (most == 0 || fresh.isEmpty()) {
            return Future.succeededFuture();
        }
        Sums sums = fresh.size() == prepared.size ? prepared.sums : Sums.of(fresh);
        Map<Place, Cell> cells = sums.cells(prepared.numbers);
        return cells.isEmpty()
                ? Future.succeededFuture()
                : transaction.preparedQuery(WRITE).execute(Cells.columns(cells)).mapEmpty();
    }

    /** Forgets all numbers, for when the database may have gone back to a time before it gave them. */
    public void forget() {
        book.forget();
    }
}
