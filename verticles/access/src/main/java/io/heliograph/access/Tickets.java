package io.heliograph.access;

import io.heliograph.contracts.access.IssuedTicket;
import io.heliograph.contracts.access.NewTicket;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.store.access.TicketTable;
import io.heliograph.web.access.Sha256;
import io.heliograph.web.access.Unauthenticated;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Set;
import java.util.regex.Pattern;

/** Tickets for sockets: given to a caller, taken once, on whichever node the socket is opened. */
final class Tickets {
    private static final String PREFIX = "hgt_";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

    private final TicketTable table;
    private final AccessConfig config;
    private final InstantSource clock;

    Tickets(TicketTable table, AccessConfig config, InstantSource clock) {
        this.table = table;
        this.config = config;
        this.clock = clock;
    }

    Future<IssuedTicket> create(Caller caller, NewTicket asked) {
        if (asked.scopes() != null) {
            Keys.checkScopes(caller, asked.scopes());
        }
        Caller holder = asked.scopes() == null
                ? caller
                : new Caller(
                        caller.subject(),
                        caller.project(),
                        Set.copyOf(asked.scopes()),
                        caller.expires(),
                        caller.credential());
        String text = PREFIX + KeyText.randomSecret();
        return table.add(Sha256.of(text), holder, config.ticketTtl(), config.maxTickets())
                .map(until -> new IssuedTicket(
                        text,
                        until.orElseThrow(() -> new Refused(Problem.of(
                                        ProblemKind.OVERLOADED,
                                        "As many tickets of this caller are out as may be (auth.max-tickets).")
                                .retryAfter((int) Math.max(1, config.ticketTtl().toSeconds()))))));
    }

    Future<Caller> take(String text) {
        if (!FORM.matcher(text).matches()) {
            return Future.failedFuture(Unauthenticated.refused());
        }
        return table.take(Sha256.of(text))
                .map(taken -> taken.filter(this::isLive).orElseThrow(Unauthenticated::refused));
    }

    private boolean isLive(Caller caller) {
        return caller.expires() == null || clock.instant().isBefore(caller.expires());
    }
}
