package io.heliograph.contracts.retention;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/** From when on the events of one project are shown: by the first step that takes their type, and else from the rest on. */
public record Horizon(List<Step> steps, Instant rest) {

    /** From when on events of some types are shown. */
    public record Step(TypePattern types, Instant from) {}

    public Horizon {
        steps = List.copyOf(steps);
        requireNonNull(rest, "rest");
    }

    /** The same for all types. */
    public static Horizon from(Instant time) {
        return new Horizon(List.of(), time);
    }

    /** Whether it is the same for all types. */
    public boolean isEven() {
        return steps.isEmpty();
    }

    public Instant of(String type) {
        for (Step step : steps) {
            if (step.types().matches(type)) {
                return step.from();
            }
        }
        return rest;
    }

    /** Nothing from before it is shown, of whatever type. */
    public Instant earliest() {
        return steps.stream().map(Step::from).reduce(rest, (one, other) -> one.isBefore(other) ? one : other);
    }

    public boolean shows(String type, Instant timestamp) {
        return !timestamp.isBefore(of(type));
    }
}
