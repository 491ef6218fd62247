package io.heliograph.contracts.operations;

import io.heliograph.contracts.problems.Refused;
import java.util.regex.Pattern;

/** How a project may be called: such that it stands in addresses, labels and file names as it is. */
public final class Projects {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private Projects() {}

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Returns the name, or refuses it as the value of this parameter. */
    public static String check(String parameter, String name) {
        if (!isName(name)) {
            throw Refused.parameter(
                    parameter, "takes 1 to 64 letters, digits, '.', '_' and '-', the first a letter or digit");
        }
        return name;
    }
}
