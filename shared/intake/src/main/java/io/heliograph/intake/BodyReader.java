package io.heliograph.intake;

import static io.heliograph.contracts.problems.ProblemKind.EMPTY_BODY;
import static io.heliograph.contracts.problems.ProblemKind.NOT_AN_OBJECT;
import static io.heliograph.contracts.problems.ProblemKind.TOO_MANY_EVENTS;
import static io.heliograph.contracts.problems.ProblemKind.UNKNOWN_PARAMETER;

import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.Problem.FieldProblem;
import io.heliograph.contracts.problems.Refused;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Finds the events of a body in whichever shape they come. Used again and again, by one thread at a time. */
final class BodyReader {
    static final String EVENTS = "events";
    static final String TYPE = "type";

    /** What more a body took is given back after it. */
    private static final int KEPT = 1 << 20;

    private final IntakeConfig limits;
    private final JsonScanner scanner;
    private final BatchFiller events;
    private final MessagePackBody messagePack;
    private final BatchWriter writer = new BatchWriter();
    private byte[] body = new byte[8192];

    BodyReader(IntakeConfig limits, EventTimes times) {
        this.limits = limits;
        scanner = new JsonScanner(limits, new Masker(limits.masking()));
        events = new BatchFiller(scanner, new EventReader(scanner, times, limits.maxEventSize()), limits.maxEvents());
        messagePack = new MessagePackBody(scanner, events, limits);
    }

    /** What the events of the bodies are written with. */
    BatchWriter writer() {
        return writer;
    }

    /** Reads a body. Throws Refused if it is of no use at all. */
    void read(Buffer bytes, BodyFormat format, BatchBuilder batch, long now) {
        int length = copy(bytes);
        events.open(batch, now);
        scanner.open(body, 0, length);
        try {
            switch (format) {
                case JSON -> document();
                case NDJSON -> lines(length);
                case MESSAGEPACK -> messagePack.read(body, length);
            }
        } finally {
            events.close();
            giveBack();
        }
        if (events.hadTooMany()) {
            String detail = "a batch holds at most " + limits.maxEvents() + " events; send smaller batches";
            throw new Refused(TOO_MANY_EVENTS, detail);
        }
        if (batch.received() == 0) {
            throw new Refused(EMPTY_BODY, "there is no event in the body; send at least one");
        }
    }

    private int copy(Buffer bytes) {
        int length = bytes.length();
        if (body.length < length + Words.PADDING) {
            body = new byte[Math.max(length + Words.PADDING, Math.min(2 * length, KEPT))];
        }
        bytes.getBytes(body);
        Arrays.fill(body, length, length + Words.PADDING, (byte) 0);
        return length;
    }

    private void giveBack() {
        if (body.length > KEPT) {
            body = new byte[KEPT];
        }
    }

    private void lines(int end) {
        int next;
        for (int from = 0; from < end; from = next) {
            int to = from;
            while (to < end && body[to] != '\n') {
                to++;
            }
            next = to + 1;
            // The scanner stops at a 0, so it cannot run on into the next line.
            body[to] = 0;
            scanner.open(body, from, to);
            scanner.afterBlanks();
            if (scanner.at() < to) {
                events.only();
            }
        }
    }

    private void document() {
        byte first = scanner.afterBlanks();
        if (first == '{') {
            object();
        } else if (first == '[') {
            if (events.array()) {
                nothingMore();
            }
        } else if (scanner.at() < scanner.end()) {
            throw noEvents();
        }
    }

    /** An object is one event, or holds many in an array; what has a type is an event, whatever else it has. */
    private void object() {
        int start = scanner.at();
        if (!entersEvents()) {
            readOne(start);
            return;
        }
        boolean whole = events.array();
        byte next = scanner.afterBlanks();
        if (whole && next == '}') {
            scanner.moveTo(scanner.at() + 1);
            nothingMore();
            return;
        }
        int stopped = scanner.at();
        Map<String, Integer> members = Outline.members(scanner, start, limits.maxKeys());
        if (members.containsKey(TYPE)) {
            events.restart();
            readOne(start);
        } else if (whole && next == ',') {
            throw moreThanEvents(members);
        } else if (whole) {
            scanner.moveTo(stopped);
            events.rejectRest("}");
        }
    }

    /** Whether the first member of the object is an array of events; stands then at its bracket. */
    private boolean entersEvents() {
        try {
            if (scanner.enter(1, '}')) {
                scanner.key(1);
                boolean named = scanner.path().isAt(scanner.bytes(), EVENTS);
                scanner.colon();
                return named && scanner.bytes()[scanner.at()] == '[';
            }
        } catch (BadEvent e) {
            // Whoever reads it as an event comes upon the same trouble, and says so.
        }
        return false;
    }

    private void readOne(int start) {
        scanner.moveTo(start);
        if (events.only()) {
            return;
        }
        Map<String, Integer> members = Outline.members(scanner, start, limits.maxKeys());
        Integer array = members.get(EVENTS);
        if (array != null && scanner.bytes()[array] == '[' && !members.containsKey(TYPE)) {
            throw moreThanEvents(members);
        }
    }

    private void nothingMore() {
        scanner.afterBlanks();
        if (scanner.at() < scanner.end()) {
            events.rejectRest("the end of the body");
        }
    }

    private Refused noEvents() {
        try {
            scanner.value(0);
            scanner.afterBlanks();
            if (scanner.at() < scanner.end()) {
                throw scanner.unexpected("the end of the body");
            }
        } catch (BadEvent e) {
            return new Refused(e.kind(), e.getMessage());
        }
        return new Refused(NOT_AN_OBJECT, "the body is a bare value; send an event or an array of events");
    }

    private static Refused moreThanEvents(Map<String, Integer> members) {
        return moreThanEvents(members.keySet().stream()
                .filter(name -> !name.equals(EVENTS))
                .findFirst()
                .orElse(EVENTS));
    }

    /** The body holds an array of events and this member too. */
    static Refused moreThanEvents(String other) {
        String detail = "may not stand beside 'events'; put it into each event";
        return new Refused(Problem.of(UNKNOWN_PARAMETER, List.of(new FieldProblem(other, detail))));
    }
}
