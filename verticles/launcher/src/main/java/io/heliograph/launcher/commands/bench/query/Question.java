package io.heliograph.launcher.commands.bench.query;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** One kind of list that is asked for, with the different filters that it is asked for with. */
record Question(String kind, List<Map<String, String>> filters) {
    Question {
        filters = List.copyOf(filters);
    }

    Map<String, String> any(Random random) {
        return filters.get(random.nextInt(filters.size()));
    }
}
