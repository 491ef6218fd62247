package io.heliograph.gateway.guard;

import io.heliograph.web.Channels;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Closes connections on which no whole request arrives in time. What counts is the head of a request, not bytes: those may
 * trickle for ever. Belongs to one event loop, whose connections it looks through once a second.
 */
public final class Patience {
    private final Connections connections;
    private final long first;
    private final long between;
    private final Map<Channel, Guest> guests = new IdentityHashMap<>();

    private static final class Guest {
        private int requests;
        private boolean asked;
        private long idle;
    }

    public Patience(Connections connections, GuardConfig config) {
        this.connections = connections;
        first = seconds(config.headerTimeout());
        between = seconds(config.idleTimeout());
    }

    public void meet(HttpConnection connection) {
        Channel channel = Channels.of(connection);
        if (connections.admit(connection, () -> guests.remove(channel))) {
            guests.put(channel, new Guest());
            // Else each further request of a connection that sends too many ahead would leave its trace in the log.
            connection.exceptionHandler(broken -> connection.close());
        } else {
            connection.close();
        }
    }

    /** While a request is answered, its own deadlines hold. */
    public void serve(RoutingContext http) {
        Guest guest = guests.get(Channels.of(http.request().connection()));
        if (guest != null) {
            guest.requests++;
            guest.asked = true;
            http.addEndHandler(sent -> {
                guest.requests--;
                guest.idle = 0;
            });
        }
        http.next();
    }

    /** Once a second. */
    public void tick(long timer) {
        List<Channel> late = new ArrayList<>();
        guests.forEach((channel, guest) -> {
            if (guest.requests == 0 && ++guest.idle > (guest.asked ? between : first)) {
                late.add(channel);
            }
        });
        late.forEach(Channel::close);
    }

    private static long seconds(Duration time) {
        return Math.max(1, time.toSeconds());
    }
}
