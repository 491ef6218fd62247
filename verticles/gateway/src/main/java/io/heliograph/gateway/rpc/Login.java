package io.heliograph.gateway.rpc;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.web.access.Credential;
import java.util.Objects;
import java.util.stream.Stream;

/** What a socket says of itself in {@code auth.login}, where its upgrade could carry no header; one of them. */
record Login(
        @Doc("A key, as in X-API-KEY") String apiKey,
        @Doc("A token, as in Authorization: Bearer") String token,
        @Doc("A ticket, as in ?ticket=") String ticket) {
    static final String METHOD = "auth.login";

    /** Who the socket is now. */
    record LoggedIn(String subject, String project) {
        static LoggedIn as(Caller caller) {
            return new LoggedIn(caller.subject(), caller.project());
        }
    }

    Login {
        if (Stream.of(apiKey, token, ticket).filter(Objects::nonNull).count() > 1) {
            throw new Refused(ProblemKind.INVALID_PARAMETER, "Bring one credential: a key, a token or a ticket.");
        }
    }

    /** A socket stays whose it is. */
    static void checkSame(Caller now, Caller known) {
        if (!now.subject().equals(known.subject()) || !now.project().equals(known.project())) {
            throw new Refused(ProblemKind.FORBIDDEN, "This socket is somebody else's already; open another.");
        }
    }

    Credential credential() {
        if (apiKey != null) {
            return new Credential.ApiKey(apiKey);
        }
        if (ticket != null) {
            return new Credential.Ticket(ticket);
        }
        return token != null ? Credential.bearer(token) : Credential.NONE;
    }

    @Override
    public String toString() {
        return "Login[***]";
    }
}
