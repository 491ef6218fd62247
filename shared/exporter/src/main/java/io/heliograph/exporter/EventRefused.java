package io.heliograph.exporter;

/** The target will never take this event, however often it comes. */
public final class EventRefused extends Exception {
    private final ExportedEvent event;

    /** {@code reason} is shown to the operator. */
    public EventRefused(ExportedEvent event, String reason) {
        super(reason);
        this.event = event;
    }

    public ExportedEvent event() {
        return event;
    }
}
