package io.heliograph.store.events;

import io.heliograph.intake.JournaledEvent;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** What differs from row to row in every batch, as columns, filled in one pass. */
final class EventColumns {
    private final OffsetDateTime[] times;
    private final OffsetDateTime[] received;
    private final UUID[] ids;
    private final Integer[] types;
    private final Integer[] sources;
    private final Integer[] agents;
    private final String[] payloads;
    private long lastMicros;
    private OffsetDateTime lastReceived;

    private EventColumns(int rows) {
        times = new OffsetDateTime[rows];
        received = new OffsetDateTime[rows];
        ids = new UUID[rows];
        types = new Integer[rows];
        sources = new Integer[rows];
        agents = new Integer[rows];
        payloads = new String[rows];
    }

    static Tuple of(List<EventRow> rows) {
        EventColumns columns = new EventColumns(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            columns.put(i, rows.get(i));
        }
        return columns.tuple();
    }

    private void put(int at, EventRow row) {
        JournaledEvent event = row.event();
        times[at] = Micros.utc(event.timestamp());
        received[at] = receivedAt(event.receivedAt());
        ids[at] = row.key();
        types[at] = row.type();
        sources[at] = row.source();
        agents[at] = row.agent();
        payloads[at] = event.payload().text();
    }

    /** All events of a request have the same, so that it is seldom made. */
    private OffsetDateTime receivedAt(long micros) {
        if (lastReceived == null || micros != lastMicros) {
            lastMicros = micros;
            lastReceived = Micros.utc(micros);
        }
        return lastReceived;
    }

    private Tuple tuple() {
        return Tuple.tuple()
                .addArrayOfOffsetDateTime(times)
                .addArrayOfOffsetDateTime(received)
                .addArrayOfUUID(ids)
                .addArrayOfInteger(types)
                .addArrayOfInteger(sources)
                .addArrayOfInteger(agents)
                .addArrayOfString(payloads);
    }
}
