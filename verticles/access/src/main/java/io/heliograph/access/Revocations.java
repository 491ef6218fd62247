package io.heliograph.access;

import io.heliograph.web.live.Expiries;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Ends on this node what is open with keys that were revoked anywhere: at once by the notice, and should that be lost, by
 * looking at the keys in use, so many at a time whatever is open with them. Belongs to one context.
 */
final class Revocations {
    private static final int MOST_AT_A_TIME = 1_000;
    private static final String KEYS = KeyRing.subject("");

    private final Function<List<String>, Future<Set<String>>> kept;
    private final KeyRing keyRing;
    private final Expiries open;
    private String lookedUpTo;
    private boolean isLooking;

    /** {@code kept} tells which of these keys are not revoked. */
    Revocations(Function<List<String>, Future<Set<String>>> kept, KeyRing keyRing, Expiries open) {
        this.kept = kept;
        this.keyRing = keyRing;
        this.open = open;
    }

    void heard(String id) {
        keyRing.forget(id);
        open.revoked(KeyRing.subject(id));
    }

    /** While PostgreSQL is away nothing ends. */
    void look() {
        List<String> ids = isLooking ? List.of() : next();
        if (ids.isEmpty()) {
            return;
        }
        isLooking = true;
        kept.apply(ids).onComplete(answer -> {
            isLooking = false;
            if (answer.succeeded()) {
                ids.stream().filter(id -> !answer.result().contains(id)).forEach(this::heard);
            }
        });
    }

    /** Goes round all keys in use. */
    private List<String> next() {
        List<String> subjects = open.subjects(KEYS, lookedUpTo, MOST_AT_A_TIME);
        lookedUpTo = subjects.size() < MOST_AT_A_TIME ? null : subjects.get(subjects.size() - 1);
        return subjects.stream()
                .map(subject -> subject.substring(KEYS.length()))
                .toList();
    }
}
