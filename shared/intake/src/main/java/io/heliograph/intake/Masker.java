package io.heliograph.intake;

import io.heliograph.intake.MaskedKeys.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds what is to be masked in an event while it is scanned. Used by one thread at a time. */
final class Masker {
    static final byte[] MASKED_VALUE = "\"***\"".getBytes(StandardCharsets.US_ASCII);
    static final byte[] MASKED_PART = "***".getBytes(StandardCharsets.US_ASCII);

    private static final int REMEMBERED = 1024;

    /** Places for a key: with one, two keys of every event that share it would drive each other out for ever. */
    private static final int PLACES = 4;

    private final MaskedKeys keys;
    private final TextRules texts;
    private final boolean hidesKeys;
    private final Edits edits = new Edits();

    /** The keys looked at before. 64 bits that are drawn at start stand for a key; no two keys are ever likely to share them. */
    private final long[] hashes = new long[REMEMBERED];

    private final Verdict[] verdicts = new Verdict[REMEMBERED];
    private int turn;

    Masker(MaskingConfig config) {
        keys = new MaskedKeys(config.keys());
        texts = new TextRules(config);
        hidesKeys = !config.keys().isEmpty();
        Arrays.fill(verdicts, Verdict.KEPT);
    }

    /** What the event that is being scanned has masked so far. */
    Edits edits() {
        return edits;
    }

    /** Whether the value of the key at which the path stands is masked. The payload's own keys stand on the given level. */
    boolean hides(byte[] in, long hash, JsonPath path, int payloadLevel) {
        if (!hidesKeys) {
            return false;
        }
        Verdict verdict = verdict(in, hash, path);
        return verdict != Verdict.KEPT && (verdict == Verdict.MASKED || keys.onPath(path.keysFrom(payloadLevel, in)));
    }

    private Verdict verdict(byte[] in, long hash, JsonPath path) {
        int first = (int) hash & REMEMBERED - PLACES;
        for (int slot = first; slot < first + PLACES; slot++) {
            if (hashes[slot] == hash) {
                return verdicts[slot];
            }
        }
        int slot = first + (turn++ & PLACES - 1);
        verdicts[slot] = keys.of(path.key(in));
        hashes[slot] = hash;
        return verdicts[slot];
    }

    boolean looksAtTexts() {
        return !texts.isEmpty();
    }

    /** Masks the parts of a text that a pattern finds. */
    void text(byte[] in, int from, int to, boolean plain) {
        texts.find(in, from, to, plain, edits);
    }
}
