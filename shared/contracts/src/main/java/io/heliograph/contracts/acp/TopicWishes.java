package io.heliograph.contracts.acp;

import io.heliograph.contracts.operations.Doc;
import java.util.List;

/** All that an agent wants to hear of. */
public record TopicWishes(
        @Doc(value = "Names and patterns of topics", required = true)
        List<String> topics) {
    public TopicWishes {
        topics = List.copyOf(topics);
    }
}
