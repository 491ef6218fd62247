package io.heliograph.agents.run;

import io.vertx.core.Future;
import java.util.OptionalLong;

/** An agent from its start to its end. */
interface Running {
    /** Completes once it runs. */
    Future<Void> started();

    /** Completes when it has ended, however that came about, and says how. */
    Future<String> ended();

    /** Asks it to end. */
    void stop();

    /** Ends it without asking. */
    void kill();

    /** Hands it a line; one that it has not taken yet may be replaced by the next. */
    default void tell(String line) {}

    /** The process that the warden watches, if it is one. */
    default OptionalLong pid() {
        return OptionalLong.empty();
    }
}
