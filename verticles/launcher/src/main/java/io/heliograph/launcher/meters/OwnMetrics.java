package io.heliograph.launcher.meters;

/** What one project may see of a scrape: the series that bear its name, and what is said about them. */
final class OwnMetrics {
    private OwnMetrics() {}

    /** A project's name needs no escapes within a label. */
    static String of(String project, String scrape) {
        String inside = ",project=\"" + project + "\"";
        String first = "{" + inside.substring(1);
        StringBuilder own = new StringBuilder();
        StringBuilder about = new StringBuilder();
        boolean lastWasAbout = false;
        for (String line : scrape.split("\n")) {
            boolean isAbout = line.startsWith("#");
            if (isAbout) {
                if (!lastWasAbout) {
                    about.setLength(0);
                }
                about.append(line).append('\n');
            } else if (line.contains(first) || line.contains(inside)) {
                own.append(about).append(line).append('\n');
                about.setLength(0);
            }
            lastWasAbout = isAbout;
        }
        return own.toString();
    }
}
