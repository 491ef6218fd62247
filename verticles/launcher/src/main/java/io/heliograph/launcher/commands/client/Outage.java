package io.heliograph.launcher.commands.client;

import java.time.Duration;

/** Tells the user once when the hub stays away, and once when it is back; hiccups are nobody's concern. */
public final class Outage {
    private static final long WORTH_A_WORD = Duration.ofSeconds(2).toNanos();

    private final Surroundings surroundings;
    private long began;
    private boolean ongoing;
    private boolean told;

    public Outage(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** A request failed, for now. */
    public synchronized void goesOn(String trouble) {
        long now = surroundings.pace().nanos();
        if (!ongoing) {
            ongoing = true;
            began = now;
        } else if (!told && now - began >= WORTH_A_WORD) {
            told = true;
            surroundings.say("trying on: " + trouble);
        }
    }

    /** A request succeeded. */
    public synchronized void over() {
        if (told) {
            long seconds = Duration.ofNanos(surroundings.pace().nanos() - began).toSeconds();
            surroundings.say("the hub answers again, after " + seconds + " s");
        }
        ongoing = false;
        told = false;
    }
}
