package io.heliograph.contracts.live;

import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Scope;
import java.time.Duration;

/** What nodes ask of each other for the live stream. */
public final class FeedOperations {
    public static final Operation<FeedRead, FeedPage> READ = Operation.named(
                    "feed.read",
                    FeedRead.class,
                    FeedPage.class,
                    Scope.EVENTS_READ,
                    "Gives durable batches of one node's journal from a position on.")
            .within(Duration.ofSeconds(3));

    private FeedOperations() {}
}
