package io.heliograph.store.retain;

import static io.heliograph.store.Hub.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.store.Hub;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyExpiryTest {
    private static final Instant NOON = Instant.parse("2026-04-02T12:00:00Z");

    @Test
    void idsGoWithTheTimeThatTheirEventsExpire() {
        try (Hub hub = Hub.fresh()) {
            KeyExpiry expiry = new KeyExpiry(hub.database);
            assertThat(await(expiry.run(NOON))).as("of none").isZero();
            hub.sql("""
                    insert into event_key
                    select gen_random_uuid(), timestamptz '2026-04-01 00:00:00+00' + n * interval '1 second'
                      from generate_series(0, 172799) n""");
            // Of this hour there are more than go in one step.
            hub.sql("""
                    insert into event_key
                    select gen_random_uuid(), timestamptz '2026-04-01 07:00:00+00' from generate_series(1, 50000)""");
            assertThat(await(expiry.run(NOON))).isEqualTo(129_600 + 50_000);
            assertThat(hub.count("event_key where ts < '2026-04-02 12:00:00+00'"))
                    .isZero();
            assertThat(hub.count("event_key")).isEqualTo(43_200);
            hub.sql("insert into event_key values (gen_random_uuid(), '2026-04-02 03:00:00+00')");
            assertThat(await(expiry.run(NOON.plusSeconds(60))))
                    .as("a minute's, and one that came late")
                    .isEqualTo(61);
        }
    }
}
