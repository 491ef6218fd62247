package io.heliograph.contracts.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the operator set, read once at start: each part asks for its keys with their defaults and bounds, {@link
 * #finish()} then names every bad value and every key that nobody asked for, all at once.
 */
public final class Settings {
    private static final String ENVIRONMENT_PREFIX = "HELIOGRAPH_";

    /** A value, and where it was set, for the message when it is wrong. */
    public record Setting(String value, String origin) {}

    private final Map<String, Setting> byKey;
    private final Map<String, String> environment;
    private final Map<String, String> defaults = new TreeMap<>();
    private final Set<String> problems = new LinkedHashSet<>();

    /** The file's (and command line's) settings by key, and the variables that override the file. */
    public Settings(Map<String, Setting> byKey, Map<String, String> environment) {
        this.byKey = Map.copyOf(byKey);
        this.environment = environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(ENVIRONMENT_PREFIX))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public static String variableOf(String key) {
        return ENVIRONMENT_PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    public String text(String key, String byDefault) {
        return read(key, byDefault, Function.identity());
    }

    public int integer(String key, int byDefault, int min, int max) {
        return (int)
                bounded(key, Integer.toString(byDefault), Long::parseLong, min, max, value -> Long.toString(value));
    }

    public long size(String key, String byDefault, String min, String max) {
        return bounded(key, byDefault, Units::bytes, Units.bytes(min), Units.bytes(max), Units::formatBytes);
    }

    public Duration duration(String key, String byDefault, String min, String max) {
        Function<String, Long> millis = text -> Units.duration(text).toMillis();
        long value = bounded(key, byDefault, millis, millis.apply(min), millis.apply(max), Units::formatMillis);
        return Duration.ofMillis(value);
    }

    public boolean flag(String key, boolean byDefault) {
        return read(key, Boolean.toString(byDefault), text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("takes true or false");
        });
    }

    /** One of the words of an enum, written in kebab-case. */
    public <E extends Enum<E>> E choice(String key, E byDefault) {
        E[] all = byDefault.getDeclaringClass().getEnumConstants();
        return read(
                key,
                kebab(byDefault),
                text -> Arrays.stream(all)
                        .filter(one -> kebab(one).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("takes one of "
                                + Arrays.stream(all).map(Settings::kebab).collect(Collectors.joining(", ")))));
    }

    /** Words separated by commas. */
    public List<String> list(String key, String byDefault) {
        return read(
                key,
                byDefault,
                text -> Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList());
    }

    /** The name of a file that can be read; empty if none is set. */
    public String file(String key) {
        return read(key, "", text -> {
            Path file = Path.of(text);
            if (!text.isEmpty() && (Files.isDirectory(file) || !Files.isReadable(file))) {
                throw new IllegalArgumentException("is no file that can be read");
            }
            return text;
        });
    }

    /** Whether the operator set the key, wherever. */
    public boolean isSet(String key) {
        return lookUp(key).isPresent();
    }

    /** Reports a problem that only the sight of several keys shows. */
    public void problem(String key, String detail) {
        problems.add(key + ": " + detail);
    }

    /** The defaults of all keys that were asked for. */
    public Map<String, String> defaults() {
        return Map.copyOf(defaults);
    }

    /** Throws with every problem found, one a line, if there is any. */
    public void finish() {
        byKey.forEach((key, setting) -> {
            if (!defaults.containsKey(key)) {
                problems.add(key + " (" + setting.origin() + "): no such setting" + nearest(key, defaults.keySet()));
            }
        });
        Map<String, String> known =
                defaults.keySet().stream().collect(Collectors.toMap(Settings::variableOf, Function.identity()));
        environment.keySet().stream().sorted().forEach(variable -> {
            if (!known.containsKey(variable)) {
                problems.add(variable + ": no such setting" + nearest(variable, known.keySet()));
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidSettings(List.copyOf(problems));
        }
    }

    private static String nearest(String word, Iterable<String> known) {
        return Nearest.to(word, known)
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
    }

    private long bounded(
            String key,
            String byDefault,
            Function<String, Long> parse,
            long min,
            long max,
            Function<Long, String> format) {
        return read(key, byDefault, text -> {
            long value = parse.apply(text);
            if (value < min || value > max) {
                throw new IllegalArgumentException("is outside " + format.apply(min) + ".." + format.apply(max));
            }
            return value;
        });
    }

    /** What a function makes of the text; it throws IllegalArgumentException with what is wrong, to be read behind the text. */
    public <T> T read(String key, String byDefault, Function<String, T> parse) {
        defaults.put(key, byDefault);
        Optional<Setting> set = lookUp(key);
        if (set.isPresent()) {
            try {
                return parse.apply(set.get().value().strip());
            } catch (IllegalArgumentException e) {
                String reason = e instanceof NumberFormatException ? "is not a number" : e.getMessage();
                problems.add("%s (%s): '%s' %s"
                        .formatted(key, set.get().origin(), set.get().value(), reason));
            }
        }
        return parse.apply(byDefault);
    }

    private Optional<Setting> lookUp(String key) {
        String variable = variableOf(key);
        String override = environment.get(variable);
        return override != null ? Optional.of(new Setting(override, variable)) : Optional.ofNullable(byKey.get(key));
    }

    private static String kebab(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
