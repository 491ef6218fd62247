package io.heliograph.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * Work that must happen once in the cluster, owned through a row with an expiry by the database's clock. The epoch grows
 * with every new owner: what an owner writes can carry it, so that one who slept past the expiry is told apart.
 */
public final class Leases {
    private static final String ACQUIRE = """
            insert into lease as held (name, owner, epoch, expires_at)
            values ($1::text, $2::text, 1, clock_timestamp() + $3::int8 * interval '1 millisecond')
            on conflict (name) do update
               set owner = excluded.owner, epoch = held.epoch + 1, expires_at = excluded.expires_at
             where held.expires_at <= clock_timestamp() or held.owner = excluded.owner
            returning epoch""";
    private static final String RENEW = """
            update lease set expires_at = clock_timestamp() + $4::int8 * interval '1 millisecond'
             where name = $1::text and owner = $2::text and epoch = $3::int8 and expires_at > clock_timestamp()""";
    private static final String RENEW_ALL = """
            update lease set expires_at = clock_timestamp() + $4::int8 * interval '1 millisecond'
              from unnest($1::text[], $3::int8[]) as mine (name, epoch)
             where lease.name = mine.name and lease.owner = $2::text and lease.epoch = mine.epoch
               and expires_at > clock_timestamp()
            returning lease.name, lease.epoch""";
    private static final String RELEASE = """
            update lease set expires_at = '-infinity'
             where name = $1::text and owner = $2::text and epoch = $3::int8""";

    private final Database database;

    public Leases(Database database) {
        this.database = database;
    }

    /** A lease that is held until its time to live runs out. */
    public record Lease(String name, String owner, long epoch) {}

    /** Takes the lease if nobody holds it; whoever holds it already takes it anew, with a new epoch. */
    public Future<Optional<Lease>> acquire(String name, String owner, Duration ttl) {
        return database.write(ACQUIRE, Tuple.of(name, owner, ttl.toMillis())).map(rows -> {
            Iterator<Row> won = rows.iterator();
            return won.hasNext() ? Optional.of(new Lease(name, owner, won.next().getLong(0))) : Optional.empty();
        });
    }

    /** Prolongs the lease; false once it has run out, whether or not another owner took it since. */
    public Future<Boolean> renew(Lease lease, Duration ttl) {
        return database.write(RENEW, Tuple.of(lease.name(), lease.owner(), lease.epoch(), ttl.toMillis()))
                .map(Leases::touched);
    }

    /** Prolongs all leases of one owner at once; those that are left out of the answer have run out. */
    public Future<Set<Lease>> renew(String owner, Collection<Lease> leases, Duration ttl) {
        Tuple values = Tuple.tuple()
                .addArrayOfString(leases.stream().map(Lease::name).toArray(String[]::new))
                .addString(owner)
                .addArrayOfLong(leases.stream().map(Lease::epoch).toArray(Long[]::new))
                .addLong(ttl.toMillis());
        return database.write(RENEW_ALL, values).map(rows -> {
            Set<Lease> renewed = new HashSet<>();
            rows.forEach(row -> renewed.add(new Lease(row.getString(0), owner, row.getLong(1))));
            return renewed;
        });
    }

    /** Gives the lease back before its time; false if it was no longer held. */
    public Future<Boolean> release(Lease lease) {
        return database.write(RELEASE, Tuple.of(lease.name(), lease.owner(), lease.epoch()))
                .map(Leases::touched);
    }

    private static boolean touched(RowSet<Row> rows) {
        return rows.rowCount() == 1;
    }
}
