package io.heliograph.gateway.rpc;

import io.heliograph.gateway.Departure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The end of one socket, which calls that wait are told of. Used on its event loop. */
final class SocketDeparture implements Departure {
    private final Set<Runnable> waiting = new LinkedHashSet<>();
    private boolean isGone;

    @Override
    public Runnable tell(Runnable gone) {
        if (isGone) {
            gone.run();
        } else {
            waiting.add(gone);
        }
        return () -> waiting.remove(gone);
    }

    /** The socket is closed. */
    void happened() {
        isGone = true;
        List.copyOf(waiting).forEach(Runnable::run);
    }
}
