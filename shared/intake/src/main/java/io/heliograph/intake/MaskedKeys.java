package io.heliograph.intake;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The keys whose values are masked. A rule without a dot names a key at any depth, one with dots the path to it from the
 * payload's root, past arrays; * stands for any part of a name. Case, hyphens and underscores make no difference, and a key
 * with dots counts as the path that it spells.
 */
final class MaskedKeys {
    /** What a key alone tells about its value. */
    enum Verdict {
        KEPT,
        MASKED,
        MASKED_ON_A_PATH
    }

    private final List<String> names;
    private final List<String[]> paths;

    MaskedKeys(List<String> rules) {
        names = rules.stream()
                .map(MaskedKeys::folded)
                .filter(rule -> rule.indexOf('.') < 0)
                .toList();
        paths = rules.stream()
                .map(MaskedKeys::folded)
                .filter(rule -> rule.indexOf('.') >= 0)
                .map(MaskedKeys::parts)
                .toList();
    }

    /** Throws IllegalArgumentException if the rule names nothing, or everything. */
    static void check(String rule) {
        String[] parts = parts(folded(rule));
        if (Arrays.asList(parts).contains("")) {
            throw new IllegalArgumentException(
                    "'" + rule + "' has a part without a name; write a key or a path of keys");
        }
        if (parts[parts.length - 1].replace("*", "").isEmpty()) {
            throw new IllegalArgumentException("'" + rule + "' would mask every key; name the object around them");
        }
    }

    Verdict of(String key) {
        String[] parts = parts(folded(key));
        String last = parts[parts.length - 1];
        if (names.stream().anyMatch(name -> matches(name, last))) {
            return Verdict.MASKED;
        }
        boolean maybe = paths.stream().anyMatch(path -> matches(path[path.length - 1], last));
        return maybe ? Verdict.MASKED_ON_A_PATH : Verdict.KEPT;
    }

    /** Whether the value behind these keys, from the payload's root on, is masked by a path. */
    boolean onPath(List<String> keys) {
        String[] parts = parts(folded(String.join(".", keys)));
        return paths.stream().anyMatch(path -> Arrays.equals(path, parts, (rule, part) -> matches(rule, part) ? 0 : 1));
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    private static String[] parts(String path) {
        return path.split("\\.", -1);
    }

    /** Goes back to the last star only, so that the work grows with the product of the lengths at most. */
    private static boolean matches(String glob, String name) {
        int at = 0;
        int star = -1;
        int behindStar = 0;
        for (int i = 0; i < name.length(); ) {
            if (at < glob.length() && glob.charAt(at) == '*') {
                star = at++;
                behindStar = i;
            } else if (at < glob.length() && glob.charAt(at) == name.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++behindStar;
            } else {
                return false;
            }
        }
        while (at < glob.length() && glob.charAt(at) == '*') {
            at++;
        }
        return at == glob.length();
    }
}
