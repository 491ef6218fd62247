package io.heliograph.intake;

import static io.heliograph.contracts.problems.ProblemKind.MALFORMED_JSON;

import io.heliograph.contracts.problems.ProblemKind;

/** Reads the events at which the scanner stands into a batch, and goes around those that cannot be read. */
final class BatchFiller {
    private static final String NOTHING_BEHIND = "; nothing behind it could be read";

    private final JsonScanner scanner;
    private final EventReader event;
    private final int maxEvents;

    private BatchBuilder batch;
    private long now;
    private boolean tooMany;

    BatchFiller(JsonScanner scanner, EventReader event, int maxEvents) {
        this.scanner = scanner;
        this.event = event;
        this.maxEvents = maxEvents;
    }

    void open(BatchBuilder batch, long now) {
        this.batch = batch;
        this.now = now;
        tooMany = false;
    }

    void restart() {
        batch.restart();
        tooMany = false;
    }

    /** Lets go of the batch and of the body. */
    void close() {
        batch = null;
        event.close();
    }

    /** Whether there were more events than a batch may hold; the last ones were not read then. */
    boolean hadTooMany() {
        return tooMany;
    }

    /** Passes over an array of events, with its brackets; false if the rest of the body is of no use. */
    boolean array() {
        scanner.moveTo(scanner.at() + 1);
        byte c = scanner.afterBlanks();
        if (c == ']') {
            scanner.moveTo(scanner.at() + 1);
        }
        while (c != ']') {
            if (!hasRoom() || !element()) {
                return false;
            }
            c = scanner.bytes()[scanner.at()];
            scanner.moveTo(scanner.at() + 1);
            scanner.afterBlanks();
        }
        return true;
    }

    /** Reads the one event up to the end of what the scanner sees; false if it was rejected. */
    boolean only() {
        if (!hasRoom()) {
            return false;
        }
        try {
            event.read(now, batch.stamp());
            scanner.afterBlanks();
            if (scanner.at() < scanner.end()) {
                scanner.path().up(0);
                throw scanner.unexpected("the end of the event");
            }
            batch.add(event);
            return true;
        } catch (BadEvent e) {
            batch.reject(e.kind(), detail(e));
            return false;
        }
    }

    /** Rejects an event that was that cannot even be given to the scanner. */
    void reject(ProblemKind kind, String detail) {
        if (hasRoom()) {
            batch.reject(kind, detail);
        }
    }

    /** What still stands behind the last event is one more, which cannot be read. */
    void rejectRest(String wanted) {
        scanner.path().up(0);
        BadEvent trouble = scanner.unexpected(wanted);
        batch.reject(trouble.kind(), trouble.getMessage() + NOTHING_BEHIND);
    }

    /** Reads an event, and stands then at the comma or bracket behind it. */
    private boolean element() {
        int start = scanner.at();
        try {
            event.read(now, batch.stamp());
            byte next = scanner.afterBlanks();
            if (next != ',' && next != ']') {
                scanner.path().up(0);
                throw scanner.unexpected("a comma or ]");
            }
            batch.add(event);
            return true;
        } catch (BadEvent e) {
            return goAround(start, e);
        }
    }

    private boolean goAround(int start, BadEvent trouble) {
        int behind = Outline.behindValue(scanner.bytes(), start, scanner.end());
        if (behind == Outline.NONE || scanner.bytes()[behind] == '}') {
            batch.reject(MALFORMED_JSON, detail(trouble) + NOTHING_BEHIND);
            return false;
        }
        batch.reject(trouble.kind(), detail(trouble));
        scanner.moveTo(behind);
        return true;
    }

    private boolean hasRoom() {
        tooMany = batch.received() == maxEvents;
        return !tooMany;
    }

    private String detail(BadEvent trouble) {
        String path = scanner.path().text(scanner.bytes());
        return path.isEmpty() ? trouble.getMessage() : path + ": " + trouble.getMessage();
    }
}
