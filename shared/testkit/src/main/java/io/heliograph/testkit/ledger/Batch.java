package io.heliograph.testkit.ledger;

/** One request of a ledger, and what is known of it. */
public final class Batch {
    /** What a sender may expect of a batch. */
    public enum Status {
        /** Not answered, or only with a failure of which nobody knows what came before: stored whole or not at all. */
        UNKNOWN,
        /** Has to be stored, once. */
        ACKED,
        /** Must not be stored. */
        REFUSED
    }

    private final String ledger;
    private final int number;
    private final int source;
    private final int events;
    private final boolean ownIds;
    private final int eventBytes;
    private volatile Status status = Status.UNKNOWN;

    Batch(String ledger, int number, int source, int events, boolean ownIds, int eventBytes) {
        this.ledger = ledger;
        this.number = number;
        this.source = source;
        this.events = events;
        this.ownIds = ownIds;
        this.eventBytes = eventBytes;
    }

    public int number() {
        return number;
    }

    public int events() {
        return events;
    }

    /** Whether it may be sent again: its ids tell the repeat. */
    public boolean hasOwnIds() {
        return ownIds;
    }

    public Status status() {
        return status;
    }

    void settle(Status known) {
        status = known;
    }

    /** The request's body, one event a line; the same at every call. */
    String body() {
        StringBuilder body = new StringBuilder(events * (eventBytes + 16));
        for (int i = 0; i < events; i++) {
            int begin = body.length();
            body.append("{\"type\":\"ledger.").append(ledger).append("\",\"agent_id\":\"load\",\"source\":\"");
            body.append(ledger).append('-').append(source).append('"');
            if (ownIds) {
                body.append(",\"id\":\"%s.%d.%d\"".formatted(ledger, number, i));
            }
            body.append(",\"payload\":{\"batch\":%d,\"i\":%d,\"pad\":\"".formatted(number, i));
            body.append("x".repeat(Math.max(0, eventBytes - (body.length() - begin) - 4)));
            body.append("\"}}\n");
        }
        return body.toString();
    }
}
