package io.heliograph.gateway.rpc;

import io.heliograph.contracts.catalogue.Catalogue;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.web.HttpAudit;
import io.heliograph.web.audit.Act;
import io.heliograph.web.audit.AuditTrail;
import io.heliograph.web.audit.Origin;
import io.vertx.ext.web.RoutingContext;

/** Tells the audit trail what came of requests, and where they came from. */
record RpcAudit(AuditTrail trail, Origin origin) {

    static RpcAudit of(RoutingContext http, String door) {
        return new RpcAudit(HttpAudit.trail(http), HttpAudit.origin(http).through(door));
    }

    /** Of what was answered as asked, only what changed something is told. */
    void tell(Caller caller, String method, Outcome outcome) {
        if (outcome.problem() != null) {
            Operation<?, ?> asked = Catalogue.find(method).orElse(null);
            trail.record(Act.refused(caller, asked, outcome.concerns(), outcome.problem(), origin));
            return;
        }
        Catalogue.find(method)
                .filter(Operation::changing)
                .ifPresent(asked -> trail.record(Act.done(caller, asked, outcome.concerns(), origin)));
    }
}
