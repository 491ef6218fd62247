package io.heliograph.launcher.commands.bench.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heliograph.launcher.commands.client.Answer;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.HubClient;
import io.heliograph.launcher.commands.client.Retry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes questions of what the hub holds: each filter alone and together, all time and a part of it, first page and deep. */
final class QuestionBook {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_VALUES = 50;
    private static final String LONGEST_PAGE = "1000";

    private final HubClient hub;
    private final int limit;
    private final int depth;
    private final Map<String, String> window;
    private final List<Question> questions = new ArrayList<>();

    /** Window holds since and until; depth is how many pages of a thousand lie before the deep ones. */
    QuestionBook(HubClient hub, int limit, int depth, Map<String, String> window) {
        this.hub = hub;
        this.limit = limit;
        this.depth = depth;
        this.window = window;
    }

    List<Question> write() throws CommandFailed, InterruptedException {
        JsonNode newest = page(Map.of("limit", LONGEST_PAGE)).path("items");
        if (newest.isEmpty()) {
            throw CommandFailed.notAllWell("the hub at " + hub.hub()
                    + " holds no events to ask for; send it some, as with heliograph bench ingest");
        }
        add("all", List.of(Map.of()));
        add("type", values(newest, "type"));
        add("source", values(newest, "source"));
        add("agent", values(newest, "agent_id"));
        add("type+agent", values(newest, "type", "agent_id"));
        return List.copyOf(questions);
    }

    private void add(String kind, Collection<Map<String, String>> filters) throws CommandFailed, InterruptedException {
        if (filters.isEmpty()) {
            return;
        }
        questions.add(new Question(kind, with(filters, Map.of())));
        questions.add(new Question(kind + ", in a window", with(filters, window)));
        Map<String, String> deep = new HashMap<>(filters.iterator().next());
        String cursor = cursorAtDepth(deep);
        if (cursor != null) {
            deep.put("cursor", cursor);
            questions.add(new Question(kind + ", deep", with(List.of(deep), Map.of())));
        }
    }

    private List<Map<String, String>> with(Collection<Map<String, String>> filters, Map<String, String> more) {
        List<Map<String, String>> all = new ArrayList<>();
        for (Map<String, String> filter : filters) {
            Map<String, String> together = new HashMap<>(filter);
            together.putAll(more);
            together.put("limit", Integer.toString(limit));
            all.add(together);
        }
        return all;
    }

    /** Different values that events have; an event that lacks one of the members has no part in it. */
    private static Set<Map<String, String>> values(JsonNode events, String... members) {
        Set<Map<String, String>> values = new LinkedHashSet<>();
        for (JsonNode event : events) {
            Map<String, String> filter = new HashMap<>();
            for (String member : members) {
                if (event.path(member).isTextual()) {
                    filter.put(member, event.path(member).asText());
                }
            }
            if (filter.size() == members.length && values.size() < MOST_VALUES) {
                values.add(filter);
            }
        }
        return values;
    }

    /** Behind so many pages, or as many as have another behind them; null where everything is on one. */
    private String cursorAtDepth(Map<String, String> filter) throws CommandFailed, InterruptedException {
        Map<String, String> query = new HashMap<>(filter);
        query.put("limit", LONGEST_PAGE);
        String cursor = null;
        for (int page = 0; page < depth; page++) {
            String next = page(query).path("next").asText(null);
            if (next == null) {
                return cursor;
            }
            cursor = next;
            query.put("cursor", cursor);
        }
        return cursor;
    }

    private JsonNode page(Map<String, String> query) throws CommandFailed, InterruptedException {
        try {
            Answer answer = hub.get("/events", query);
            if (!answer.ok()) {
                throw CommandFailed.usage("the hub at " + hub.hub() + " refuses: "
                        + answer.problem().text());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw CommandFailed.unreachable(Retry.describe(hub.hub(), e));
        }
    }
}
