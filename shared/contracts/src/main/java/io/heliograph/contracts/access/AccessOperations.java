package io.heliograph.contracts.access;

import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Scope;

/** Who may come in: keys that are made, listed and revoked, and tickets for sockets. */
public final class AccessOperations {
    public static final Operation<NewKey, CreatedKey> CREATE_KEY = Operation.named(
                    "keys.create",
                    NewKey.class,
                    CreatedKey.class,
                    Scope.KEYS_MANAGE,
                    "Makes a key with no more scopes than the caller has; its text is shown this once.")
            .post("/keys", 201)
            .changes();

    public static final Operation<KeyQuery, KeyPage> LIST_KEYS = Operation.named(
                    "keys.list",
                    KeyQuery.class,
                    KeyPage.class,
                    Scope.KEYS_MANAGE,
                    "Lists keys without their texts, newest first, revoked ones too.")
            .get("/keys");

    public static final Operation<KeyId, AccessKey> REVOKE_KEY = Operation.named(
                    "keys.revoke",
                    KeyId.class,
                    AccessKey.class,
                    Scope.KEYS_MANAGE,
                    "Ends a key for good, on every node at once.")
            .delete("/keys/{id}")
            .changes();

    public static final Operation<NewTicket, IssuedTicket> CREATE_TICKET = Operation.named(
                    "tickets.create",
                    NewTicket.class,
                    IssuedTicket.class,
                    Scope.EVENTS_READ,
                    "Gives a ticket that lets one socket in as its caller, once, within seconds.")
            .post("/tickets", 201)
            .changes();

    private AccessOperations() {}
}
