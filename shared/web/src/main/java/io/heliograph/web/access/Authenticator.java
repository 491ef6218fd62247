package io.heliograph.web.access;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.web.clients.ClientAddress;
import io.vertx.core.Future;

/** Tells who a credential belongs to. Every door asks the same one. */
@FunctionalInterface
public interface Authenticator {
    /** Fails with a {@link io.heliograph.contracts.problems.Refused} that is the same for everything that is not accepted. */
    Future<Caller> authenticate(Credential credential);

    /** The same for whoever calls from there; doors ask this one, so that nobody may guess for long. */
    default Authenticator from(ClientAddress client) {
        return this;
    }
}
