package io.heliograph.launcher.commands.doctor;

/** What one check found, and what its reader can do about it. */
public record Finding(Level level, String detail) {

    /** How bad it is. */
    public enum Level {
        OK("ok"),
        WARN("warn"),
        FAIL("FAIL");

        private final String word;

        Level(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    public static Finding ok(String detail) {
        return new Finding(Level.OK, detail);
    }

    public static Finding warn(String detail) {
        return new Finding(Level.WARN, detail);
    }

    public static Finding fail(String detail) {
        return new Finding(Level.FAIL, detail);
    }
}
