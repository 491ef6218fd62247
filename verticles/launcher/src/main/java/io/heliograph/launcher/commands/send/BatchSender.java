package io.heliograph.launcher.commands.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heliograph.launcher.commands.client.Answer;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.HubClient;
import io.heliograph.launcher.commands.client.ProblemLine;
import io.heliograph.launcher.commands.client.Retry;
import io.heliograph.launcher.commands.send.Batch.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Sends one batch until the hub has said what became of each of its lines. */
final class BatchSender {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HubClient hub;
    private final Retry retry;

    BatchSender(HubClient hub, Retry retry) {
        this.hub = hub;
        this.retry = retry;
    }

    Outcome send(Batch batch) throws CommandFailed, InterruptedException {
        Outcome sent = batch.entries().isEmpty() ? new Outcome(0, 0, List.of()) : post(batch);
        return sent.and(new Outcome(0, 0, batch.leftOut()));
    }

    private Outcome post(Batch batch) throws CommandFailed, InterruptedException {
        byte[] body = batch.body();
        Answer answer = retry.untilAnswered(hub.hub(), () -> hub.post("/events", "application/x-ndjson", body));
        JsonNode receipt = read(answer);
        if (receipt.path("rejected").isArray() && (answer.ok() || answer.status() == 400)) {
            return counted(batch, outcome(batch.entries(), receipt));
        }
        ProblemLine problem = answer.problem();
        boolean aboutTheBody = answer.status() == 413 || answer.status() == 400 && problem.code() != null;
        if (!aboutTheBody) {
            throw CommandFailed.usage("the hub at " + hub.hub() + " refuses: "
                    + (answer.ok() ? "its answer is none of a hub's; is this its address?" : problem.text()));
        }
        return refusedAsAWhole(batch, problem);
    }

    /** Halves the batch until the line that the hub could not live with stands alone. */
    private Outcome refusedAsAWhole(Batch batch, ProblemLine problem) throws CommandFailed, InterruptedException {
        if (batch.entries().size() == 1) {
            long line = batch.entries().get(0).line();
            return new Outcome(0, 0, List.of(new Rejection(line, problem.code(), problem.text())));
        }
        return post(batch.half(true)).and(post(batch.half(false)));
    }

    private static Outcome outcome(List<Entry> entries, JsonNode receipt) {
        List<Rejection> rejected = new ArrayList<>();
        for (JsonNode one : receipt.path("rejected")) {
            int index = one.path("index").asInt(-1);
            long line =
                    index >= 0 && index < entries.size() ? entries.get(index).line() : 0;
            rejected.add(new Rejection(
                    line, one.path("code").asText("?"), one.path("detail").asText("")));
        }
        return new Outcome(
                receipt.path("accepted").asLong(), receipt.path("duplicates").asLong(), rejected);
    }

    private Outcome counted(Batch batch, Outcome outcome) throws CommandFailed {
        if (outcome.lines() != batch.entries().size()) {
            throw CommandFailed.unreachable(
                    "the hub at %s accounts for %d of the %d events sent to it; see its log before going on"
                            .formatted(
                                    hub.hub(), outcome.lines(), batch.entries().size()));
        }
        return outcome;
    }

    private static JsonNode read(Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
