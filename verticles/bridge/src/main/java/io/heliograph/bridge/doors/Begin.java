package io.heliograph.bridge.doors;

import io.heliograph.contracts.events.EventsSubscribed;
import java.util.List;

/** What a reader of /stream is told first; the documents with events look the same but for {@code recovered}. */
record Begin(String resume, boolean recovered, List<String> events) {
    static Begin of(EventsSubscribed answer) {
        return new Begin(answer.resume(), answer.recovered(), List.of());
    }
}
