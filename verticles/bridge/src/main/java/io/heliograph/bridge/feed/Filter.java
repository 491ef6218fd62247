package io.heliograph.bridge.feed;

import io.heliograph.contracts.events.EventSubscription;
import io.heliograph.intake.JournaledEvent;

/** Which events of a project somebody wants. */
record Filter(String project, String type, String prefix, String source, String agentId) {
    private static final String ANY = ".*";

    static Filter of(String project, EventSubscription wanted) {
        String type = wanted.type();
        boolean isPrefix = type != null && type.endsWith(ANY);
        return new Filter(
                project,
                isPrefix ? null : type,
                isPrefix ? type.substring(0, type.length() - 1) : null,
                wanted.source(),
                wanted.agentId());
    }

    boolean takes(JournaledEvent event) {
        return (type == null || type.equals(event.type()))
                && (prefix == null || event.type().startsWith(prefix))
                && (source == null || source.equals(event.source()))
                && (agentId == null || agentId.equals(event.agentId()));
    }
}
