package io.heliograph.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;

/**
 * Finds the parts of a text that are to be masked. A text over which a pattern spends more steps than it may is masked as a
 * whole, since nobody knows what is in it. Used by one thread at a time.
 */
final class TextRules {
    /** Even the shortest text may be looked at so many times. */
    private static final int FREE_CHARACTERS = 16;

    private record Look(TextRule rule, Matcher matcher) {}

    private final List<Look> looks = new ArrayList<>();
    private final int steps;
    private final DecodedText text = new DecodedText();
    private long[] found = new long[16];
    private int count;

    TextRules(MaskingConfig config) {
        config.patterns().forEach(name -> add(NamedRules.named(name)));
        config.expressions().forEach(expression -> add(TextRule.of(expression)));
        steps = config.patternSteps();
    }

    private void add(TextRule rule) {
        looks.add(new Look(rule, rule.pattern().matcher("")));
    }

    boolean isEmpty() {
        return looks.isEmpty();
    }

    /** Adds an edit for each part of the text between two quotes that is masked. */
    void find(byte[] in, int from, int to, boolean plain, Edits edits) {
        text.open(in, from, to, plain);
        count = 0;
        try {
            for (Look look : looks) {
                if (!plain || look.rule.glance().mayMatch(in, from, to)) {
                    look(look);
                }
            }
            merge(edits);
        } catch (DecodedText.ReadTooOften | StackOverflowError e) {
            edits.replace(from, to, Masker.MASKED_PART);
        }
    }

    private void look(Look look) {
        text.allow((long) steps * (text.length() + FREE_CHARACTERS));
        Matcher matcher = look.matcher.reset(text);
        while (matcher.find()) {
            if (matcher.end() > matcher.start() && look.rule.confirmation().test(matcher.group())) {
                add(matcher.start(), matcher.end());
            }
        }
    }

    private void add(int start, int end) {
        if (count == found.length) {
            found = Arrays.copyOf(found, count * 2);
        }
        found[count++] = (long) start << 32 | end;
    }

    /** Parts that several patterns found may overlap. */
    private void merge(Edits edits) {
        Arrays.sort(found, 0, count);
        for (int i = 0; i < count; ) {
            int start = (int) (found[i] >>> 32);
            int end = (int) found[i++];
            while (i < count && (int) (found[i] >>> 32) <= end) {
                end = Math.max(end, (int) found[i++]);
            }
            edits.replace(text.place(start), text.place(end), Masker.MASKED_PART);
        }
    }
}
