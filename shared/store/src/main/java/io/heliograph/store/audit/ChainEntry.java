package io.heliograph.store.audit;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** One entry at its place in a chain, with the hash before it and its own. */
public record ChainEntry(UUID chain, long sequence, Content content, Hash previous, Hash hash) {
    private static final byte VERSION = 1;
    private static final int NULL = -1;

    /** What an entry says; of the texts subject, credential, door, address and request id may be null. */
    public record Content(
            Instant at,
            Instant until,
            long count,
            String project,
            String subject,
            String credential,
            String operation,
            List<String> concerns,
            String outcome,
            String door,
            String address,
            String node,
            String requestId,
            long missed) {
        public Content {
            at = at.truncatedTo(ChronoUnit.MICROS);
            until = until.truncatedTo(ChronoUnit.MICROS);
            requireNonNull(project, "project");
            requireNonNull(operation, "operation");
            requireNonNull(outcome, "outcome");
            requireNonNull(node, "node");
            concerns = List.copyOf(concerns);
        }
    }

    /** The end of a chain: where the next entry is put. */
    public record Head(UUID chain, long sequence, Hash hash) {
        /** A chain in which there is nothing yet. */
        public static Head none(UUID chain) {
            return new Head(chain, 0, Hash.NONE);
        }
    }

    /** The entry that says this behind this head. */
    public static ChainEntry behind(Head head, Content content) {
        long sequence = head.sequence() + 1;
        return new ChainEntry(
                head.chain(), sequence, content, head.hash(), hash(head.chain(), sequence, content, head.hash()));
    }

    public Head head() {
        return new Head(chain, sequence, hash);
    }

    /** Whether its hash is that of what it says, where it stands, and the hash before it. */
    public boolean holds() {
        return hash(chain, sequence, content, previous).equals(hash);
    }

    /** Whether it would hold one place further ahead, so that something was put before it. */
    public boolean heldBefore() {
        return hash(chain, sequence - 1, content, previous).equals(hash);
    }

    /** SHA-256 over the hash before and every part behind its length, so that no two entries are the same bytes. */
    private static Hash hash(UUID chain, long sequence, Content content, Hash previous) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(previous.bytes());
            out.writeByte(VERSION);
            out.writeLong(chain.getMostSignificantBits());
            out.writeLong(chain.getLeastSignificantBits());
            out.writeLong(sequence);
            write(out, content.at());
            write(out, content.until());
            out.writeLong(content.count());
            write(out, content.project());
            write(out, content.subject());
            write(out, content.credential());
            write(out, content.operation());
            out.writeInt(content.concerns().size());
            for (String id : content.concerns()) {
                write(out, id);
            }
            write(out, content.outcome());
            write(out, content.door());
            write(out, content.address());
            write(out, content.node());
            write(out, content.requestId());
            out.writeLong(content.missed());
            return Hash.of(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes all bytes", e);
        }
    }

    private static void write(DataOutputStream out, Instant time) throws IOException {
        out.writeLong(time.getEpochSecond());
        out.writeInt(time.getNano() / 1_000);
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        if (text == null) {
            out.writeInt(NULL);
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }
}
