package io.heliograph.contracts.acp;

import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.problems.Refused;
import java.util.regex.Pattern;

/** Names of topics: words with dots between them, where * stands for any one word, and # at the end for any rest. */
public final class TopicName {
    private static final Pattern FORM = Pattern.compile("(?:(?:[\\w-]+|\\*)\\.)*(?:[\\w-]+|\\*|#)");

    private TopicName() {}

    /** Returns the name, or refuses it as the value of this parameter. */
    public static String check(String parameter, String name) {
        Names.filter(parameter, name);
        if (!FORM.matcher(name).matches()) {
            throw Refused.parameter(
                    parameter,
                    "takes words of letters, digits, _ and - with dots between, * for any word, # for the rest");
        }
        return name;
    }

    /** Whether there is a topic that both stand for. */
    public static boolean meet(String one, String other) {
        String[] ones = one.split("\\.");
        String[] others = other.split("\\.");
        for (int place = 0; ; place++) {
            boolean oneEnds = place == ones.length;
            boolean otherEnds = place == others.length;
            if (oneEnds || otherEnds) {
                return oneEnds && otherEnds;
            }
            if (ones[place].equals("#") || others[place].equals("#")) {
                return true;
            }
            if (!ones[place].equals("*") && !others[place].equals("*") && !ones[place].equals(others[place])) {
                return false;
            }
        }
    }
}
