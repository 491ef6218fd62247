package io.heliograph.bridge.feed;

import io.heliograph.contracts.events.EventSubscription;
import io.heliograph.contracts.retention.Horizon;
import io.heliograph.contracts.retention.Retention;
import io.heliograph.intake.JournaledEvent;

/** Which events of a project somebody wants, of those that have not expired. */
record Filter(String project, Retention retention, String type, String prefix, String source, String agentId) {
    private static final String ANY = ".*";

    static Filter of(String project, Retention retention, EventSubscription wanted) {
        String type = wanted.type();
        boolean isPrefix = type != null && type.endsWith(ANY);
        return new Filter(
                project,
                retention,
                isPrefix ? null : type,
                isPrefix ? type.substring(0, type.length() - 1) : null,
                wanted.source(),
                wanted.agentId());
    }

    /** From when on events are shown now. */
    Horizon horizon() {
        return retention.horizon(project);
    }

    boolean takes(JournaledEvent event) {
        return (type == null || type.equals(event.type()))
                && (prefix == null || event.type().startsWith(prefix))
                && (source == null || source.equals(event.source()))
                && (agentId == null || agentId.equals(event.agentId()));
    }
}
