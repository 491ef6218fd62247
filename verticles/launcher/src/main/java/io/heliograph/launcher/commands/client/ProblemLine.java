package io.heliograph.launcher.commands.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** A refusal in one line, whether the hub wrote it as a problem document or something else stood in the way. */
public record ProblemLine(String code, String text) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 400;

    static ProblemLine of(Answer answer) {
        JsonNode document = read(answer.body());
        if (!document.path("code").isTextual()) {
            return new ProblemLine(null, "HTTP " + answer.status() + elsewhere(answer));
        }
        StringBuilder line = new StringBuilder();
        String title = document.path("title").asText("");
        String detail = document.path("detail").asText("");
        line.append(detail.isEmpty() ? title : detail);
        document.path("errors")
                .forEach(error -> line.append("; ")
                        .append(error.path("field").asText())
                        .append(' ')
                        .append(error.path("detail").asText()));
        String advice = document.path("advice").asText("");
        if (!advice.isEmpty()) {
            line.append(line.toString().endsWith(".") ? " " : ". ").append(advice);
        }
        String code = document.path("code").asText();
        return new ProblemLine(code, Printable.cut(Printable.escape(line + " (" + code + ")"), LONGEST));
    }

    private static String elsewhere(Answer answer) {
        if (answer.status() >= 300 && answer.status() < 400) {
            String target = answer.headers().firstValue("Location").orElse("?");
            return ", sent on to " + Printable.escape(target) + "; give that as --url if you trust it";
        }
        return answer.status() >= 500 ? "" : "; is this really the address of a hub?";
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
