package io.heliograph.access;

import io.heliograph.contracts.access.AccessKey;
import io.heliograph.contracts.access.CreatedKey;
import io.heliograph.contracts.access.KeyId;
import io.heliograph.contracts.access.KeyPage;
import io.heliograph.contracts.access.KeyQuery;
import io.heliograph.contracts.access.NewKey;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.bus.Topics.KeyRevoked;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.store.access.KeyTable;
import io.heliograph.store.access.KeyTable.Draft;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes, lists and revokes keys. Nobody makes a key that may do more than he may. */
final class Keys {
    private static final Logger LOG = LoggerFactory.getLogger(Keys.class);

    private final KeyTable table;
    private final Bus bus;
    private final int most;
    private final InstantSource clock;

    Keys(KeyTable table, Bus bus, int most, InstantSource clock) {
        this.table = table;
        this.bus = bus;
        this.most = most;
        this.clock = clock;
    }

    Future<CreatedKey> create(Caller caller, NewKey asked) {
        String project = asked.project() == null ? caller.project() : asked.project();
        checkProject(caller, project);
        checkScopes(caller, asked.scopes());
        if (asked.expiresAt() != null && !asked.expiresAt().isAfter(clock.instant())) {
            throw Refused.parameter("expires_at", "is in the past");
        }
        KeyText text = KeyText.random();
        Draft draft = new Draft(
                text.id(),
                text.hash(),
                asked.name(),
                project,
                Set.copyOf(asked.scopes()),
                caller.subject(),
                asked.expiresAt());
        return table.add(draft, most).map(added -> {
            LOG.info("{} made key {} of project {} with {}", caller.subject(), text.id(), project, asked.scopes());
            return new CreatedKey(
                    text.reveal(), added.id(), added.name(), added.project(), added.scopes(), added.expiresAt());
        });
    }

    Future<KeyPage> list(Caller caller, KeyQuery query) {
        if (query.project() != null) {
            checkProject(caller, query.project());
        }
        String project = query.project() == null ? ownOrAll(caller) : query.project();
        return table.page(project, query.cursor(), query.limit());
    }

    Future<AccessKey> revoke(Caller caller, KeyId key) {
        return table.revoke(ownOrAll(caller), key.id(), KeyRing.subject(key.id()))
                .map(ended -> ended.orElseThrow(
                        () -> new Refused(ProblemKind.NOT_FOUND, "There is no key with this id in the project.")))
                .onSuccess(ended -> {
                    LOG.info("{} revoked key {} of project {}", caller.subject(), ended.id(), ended.project());
                    bus.publish(Topics.KEY_REVOKED, new KeyRevoked(ended.id()));
                });
    }

    /** Refuses scopes that the caller has not. */
    static void checkScopes(Caller caller, Collection<Scope> scopes) {
        for (Scope scope : scopes) {
            if (!caller.may(scope)) {
                throw new Refused(
                        ProblemKind.FORBIDDEN,
                        "This takes the scope " + scope + ": nobody can hand on what he may not.");
            }
        }
    }

    private static void checkProject(Caller caller, String project) {
        if (!project.equals(caller.project())) {
            caller.require(Scope.PROJECTS_MANAGE);
        }
    }

    /** null stands for all projects. */
    private static String ownOrAll(Caller caller) {
        return caller.may(Scope.PROJECTS_MANAGE) ? null : caller.project();
    }
}
