package io.heliograph.contracts.acp;

import io.heliograph.contracts.problems.Refused;
import java.util.List;
import java.util.Objects;

/** Names some messages by their numbers. */
final class Numbers {
    private static final int MOST = 1_000;

    private Numbers() {}

    static List<Long> checked(String parameter, List<Long> numbers) {
        if (numbers == null
                || numbers.isEmpty()
                || numbers.size() > MOST
                || numbers.stream().anyMatch(Objects::isNull)) {
            throw Refused.parameter(parameter, "takes 1 to " + MOST + " numbers of messages");
        }
        return numbers.stream().distinct().toList();
    }
}
