package io.heliograph.bridge.feed;

import io.heliograph.bridge.StreamConfig;
import io.heliograph.bridge.StreamFigures;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.bus.Topics.Appended;
import io.heliograph.contracts.events.EventSubscription;
import io.heliograph.contracts.events.EventsSubscribed;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.contracts.retention.Retention;
import io.heliograph.contracts.retention.RetentionRules;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import io.heliograph.intake.BodyFormat;
import io.heliograph.intake.Intake;
import io.heliograph.intake.IntakeConfig;
import io.heliograph.journal.FileJournal;
import io.heliograph.journal.JournalConfig;
import io.heliograph.web.live.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A node with nothing but a journal and the stream of it. */
final class OneNode implements AutoCloseable {
    final Vertx vertx = Vertx.vertx();
    final StreamFigures figures = new StreamFigures();
    final Retention retention =
            new Retention(RetentionRules.from(new Settings(Map.of(), Map.of())), InstantSource.system());
    final Feeds feeds;
    private final Bus bus = new Bus(vertx);
    private final Intake intake;
    private final FileJournal journal;

    OneNode(Path directory, String... settings) {
        Map<String, Setting> byKey = new HashMap<>(Map.of("journal.min-free-space", new Setting("0B", "test")));
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            byKey.put(parts[0], new Setting(parts[1], "test"));
        }
        Settings all = new Settings(byKey, Map.of());
        StreamConfig config = StreamConfig.from(all);
        intake = new Intake(IntakeConfig.from(all), Duration.ofDays(30), InstantSource.system());
        journal = await(FileJournal.open(vertx, directory.resolve("journal"), JournalConfig.from(all), fatal -> {}));
        feeds = new Feeds(config, retention, figures, 80);
        await(vertx.deployVerticle(new FeedVerticle(config, journal, bus, figures, feeds, System::nanoTime)));
    }

    /** Accepts events of a project as a door does. */
    void accept(String project, String ndjson) {
        bus.publish(Topics.APPENDED, new Appended(acceptSilently(project, ndjson)));
    }

    /** The same, before anybody has been told. */
    long acceptSilently(String project, String ndjson) {
        return await(journal.append(intake.read(Buffer.buffer(ndjson), BodyFormat.NDJSON, project)));
    }

    /** So many events of a type, a batch each, of about so many bytes. */
    void accept(String project, String type, int events, int bytes) {
        String pad = "x".repeat(bytes);
        for (int i = 0; i < events; i++) {
            accept(project, "{\"type\":\"%s\",\"payload\":{\"n\":%d,\"pad\":\"%s\"}}".formatted(type, i, pad));
        }
    }

    /** Begins to watch, and lets the events come. */
    EventsSubscribed watch(String project, EventSubscription wanted, SlowSink sink) {
        Subscription<EventsSubscribed> subscription = begin(project, wanted, sink);
        sink.context().runOnContext(there -> subscription.start());
        return subscription.answer();
    }

    /** Begins to watch, and does not let the events come yet. */
    Subscription<EventsSubscribed> begin(String project, EventSubscription wanted, SlowSink sink) {
        Caller caller = new Caller("test", project, Set.of(Scope.EVENTS_READ));
        Promise<Subscription<EventsSubscribed>> begun = Promise.promise();
        sink.context().runOnContext(there -> {
            try {
                feeds.subscribe(caller, wanted, "1", sink).onComplete(begun);
            } catch (RuntimeException e) {
                begun.fail(e);
            }
        });
        return await(begun.future());
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        await(journal.close());
        await(vertx.close());
    }
}
