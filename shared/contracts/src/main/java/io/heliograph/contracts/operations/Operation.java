package io.heliograph.contracts.operations;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.problems.ProblemKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One thing the hub can do: its name, what it takes and gives, the scope it needs, one line about it. Every door is
 * read off this; none is written per operation.
 */
public record Operation<I extends Record, O extends Record>(
        String name,
        Class<I> input,
        Class<O> output,
        Style style,
        Scope scope,
        String summary,
        List<Rest> rest,
        List<String> aliases,
        Duration patience,
        boolean changing,
        Set<ProblemKind> refusals) {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** How the call reaches the one who serves it. */
    public enum Style {
        /** Over the bus, record for record. */
        CALL,
        /** The door hands on the body's bytes as they came. */
        INGEST,
        /** The door streams pages of another operation. */
        STREAM,
        /** The door answers by itself. */
        DOOR,
        /** Only on a socket, which holds what it begins. */
        SOCKET
    }

    /** A method and path by which REST reaches an operation, and the status of success. */
    public record Rest(String method, String path, int status) {
        /** Whether what the path does not say stands in a body; otherwise it stands in the query. */
        public boolean takesBody() {
            return !method.equals("GET") && !method.equals("DELETE");
        }
    }

    public Operation {
        requireNonNull(name, "name");
        rest = List.copyOf(rest);
        aliases = List.copyOf(aliases);
        refusals = Set.copyOf(refusals);
    }

    public static <I extends Record, O extends Record> Operation<I, O> named(
            String name, Class<I> input, Class<O> output, Scope scope, String summary) {
        return new Operation<>(
                name, input, output, Style.CALL, scope, summary, List.of(), List.of(), PATIENCE, false, Set.of());
    }

    public Operation<I, O> get(String path) {
        return at(new Rest("GET", path, 200));
    }

    public Operation<I, O> post(String path, int status) {
        return at(new Rest("POST", path, status));
    }

    public Operation<I, O> delete(String path) {
        return at(new Rest("DELETE", path, 200));
    }

    public Operation<I, O> alias(String other) {
        List<String> more = new ArrayList<>(aliases);
        more.add(other);
        return new Operation<>(name, input, output, style, scope, summary, rest, more, patience, changing, refusals);
    }

    public Operation<I, O> styled(Style other) {
        return new Operation<>(name, input, output, other, scope, summary, rest, aliases, patience, changing, refusals);
    }

    /** Says that a call changes something, so that every one of them is kept in the audit trail. */
    public Operation<I, O> changes() {
        return new Operation<>(name, input, output, style, scope, summary, rest, aliases, patience, true, refusals);
    }

    /** Says for which reasons of its own it refuses, beside those that all calls of its style have. */
    public Operation<I, O> refuses(ProblemKind... kinds) {
        return new Operation<>(
                name, input, output, style, scope, summary, rest, aliases, patience, changing, Set.of(kinds));
    }

    /** Gives whoever answers so long, and no longer. */
    public Operation<I, O> within(Duration time) {
        return new Operation<>(name, input, output, style, scope, summary, rest, aliases, time, changing, refusals);
    }

    /** Whether a call may take long because it waits for something to happen; what changes something has much to do. */
    public boolean waits() {
        return patience.compareTo(PATIENCE) > 0 && !changing;
    }

    public String address() {
        return "op." + name;
    }

    private Operation<I, O> at(Rest path) {
        List<Rest> more = new ArrayList<>(rest);
        more.add(path);
        return new Operation<>(name, input, output, style, scope, summary, more, aliases, patience, changing, refusals);
    }
}
