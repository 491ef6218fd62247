package io.heliograph.access;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.store.access.KeyTable;
import io.heliograph.store.access.KeyTable.Draft;
import io.vertx.core.Future;
import java.util.EnumSet;

/** The key by which a hub that is guarded from the start lets its operator in: it may do everything. */
public final class FirstKey {
    private FirstKey() {}

    /**
     * Puts the key into the table while there is no live one that may do as much; whether it is there afterwards, be it
     * since an earlier try.
     */
    public static Future<Boolean> keep(KeyTable table, KeyText text) {
        Draft draft = new Draft(
                text.id(), text.hash(), "first key", Caller.DEFAULT_PROJECT, EnumSet.allOf(Scope.class), "hub", null);
        return table.addFirst(draft)
                .compose(added -> added.isPresent()
                        ? Future.succeededFuture(true)
                        : table.find(text.id()).map(found -> found.isPresent()));
    }
}
