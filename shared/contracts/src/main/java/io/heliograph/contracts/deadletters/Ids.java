package io.heliograph.contracts.deadletters;

import io.heliograph.contracts.events.Paging;
import io.heliograph.contracts.problems.Refused;
import java.util.List;
import java.util.Objects;

/** Names some dead letters. */
final class Ids {
    private Ids() {}

    static List<Long> checked(List<Long> ids) {
        if (ids.isEmpty() || ids.size() > Paging.MAX_LIMIT || ids.stream().anyMatch(Objects::isNull)) {
            throw Refused.parameter("ids", "takes 1 to " + Paging.MAX_LIMIT + " ids of dead letters");
        }
        return ids.stream().distinct().toList();
    }
}
