package io.heliograph.contracts.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.heliograph.contracts.operations.Doc;
import java.util.List;

/** What is pushed to those who watch the stream: no events, one, or several, and how far the stream is. */
@JsonInclude(Include.NON_NULL)
public record StreamedEvents(
        @Doc(value = "Where to go on behind these events", required = true)
        String resume,

        @Doc(
                "Whether everything since the 'resume' that was asked for follows; only the first document of /stream tells")
        Boolean recovered,

        @Doc(value = "In the order in which their node accepted them", required = true)
        List<Event> events) {
    public StreamedEvents {
        events = List.copyOf(events);
    }

    /** What a reader of a path is told first. */
    public static StreamedEvents beginning(EventsSubscribed answer) {
        return new StreamedEvents(answer.resume(), answer.recovered(), List.of());
    }
}
