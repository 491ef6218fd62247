package io.heliograph.launcher.commands.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heliograph.contracts.json.Times;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Remembers between runs how far a sending came: the line up to which all are answered for, what that line looked like,
 * and when the first run began, which is the time of every event that has none, in this run and in those to come.
 */
final class ResumeFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final String source;
    private final Instant began;
    private long lines;
    private String digest;

    private ResumeFile(Path file, String source, Instant began, long lines, String digest) {
        this.file = file;
        this.source = source;
        this.began = began;
        this.lines = lines;
        this.digest = digest;
    }

    /** Takes up what an earlier run left, or begins, on disk, before anything is sent. */
    static ResumeFile open(Path file, String source, Instant now) throws CommandFailed {
        if (Files.exists(file)) {
            return read(file, source);
        }
        ResumeFile fresh = new ResumeFile(file, source, Times.micros(now), 0, "");
        fresh.save();
        return fresh;
    }

    Instant began() {
        return began;
    }

    long lines() {
        return lines;
    }

    /** Passes over what is answered for. Fails if the input is not the one of the run before. */
    void skip(LineReader in) throws IOException, CommandFailed {
        Line line = null;
        while (lines > 0 && (line == null || line.number() < lines)) {
            line = in.next();
            if (line == null) {
                throw changed();
            }
        }
        if (lines > 0 && (line.number() != lines || !line.digest().equals(digest))) {
            throw changed();
        }
    }

    /** Every line up to this one is answered for; on disk with the next save. */
    void answeredTo(Line line) {
        lines = line.number();
        digest = line.digest();
    }

    void save() throws CommandFailed {
        String text = JSON.createObjectNode()
                .put("source", source)
                .put("began", Times.format(began))
                .put("lines", lines)
                .put("digest", digest)
                .toPrettyString();
        try {
            DurableFile.replace(file, text + "\n");
        } catch (IOException e) {
            throw CommandFailed.usage("cannot write " + file + ": " + e.getMessage());
        }
    }

    private static ResumeFile read(Path file, String source) throws CommandFailed {
        try {
            JsonNode state = JSON.readTree(Files.readString(file));
            String of = state.required("source").asText();
            if (!of.equals(source)) {
                throw CommandFailed.usage(file + " belongs to the sending of " + of + ", not of " + source);
            }
            return new ResumeFile(
                    file,
                    source,
                    Times.parse(state.required("began").asText()),
                    state.required("lines").asLong(),
                    state.required("digest").asText());
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw CommandFailed.usage(
                    file + " cannot be read as what an earlier run left; delete it to begin with the first line");
        }
    }

    private CommandFailed changed() {
        return CommandFailed.usage(source + " is not what it was when " + file + " was written (line " + lines
                + " differs); delete that to begin with the first line");
    }
}
