package io.heliograph.exporters;

import io.heliograph.contracts.settings.Nearest;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.exporter.ExporterKind;
import io.heliograph.exporters.line.ExporterConfig;
import io.heliograph.exporters.line.ExporterConfig.Begin;
import io.heliograph.exporters.line.Filter;
import io.heliograph.targets.SettingsOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** The exporters that are on, in the order in which they are named. */
public record ExportersConfig(List<ExporterConfig> exporters) {
    private static final String NAME = "[a-z][a-z0-9-]{0,31}";

    public ExportersConfig {
        exporters = List.copyOf(exporters);
    }

    public static ExportersConfig from(Settings settings) {
        List<String> names = List.copyOf(new LinkedHashSet<>(settings.list("exporters.names", "")));
        String plugins = settings.text("exporters.plugins", "");
        if (names.isEmpty()) {
            return new ExportersConfig(List.of());
        }
        List<ExporterKind> kinds = Kinds.find(settings, plugins);
        List<ExporterConfig> found = new ArrayList<>();
        for (String name : names) {
            if (!name.matches(NAME)) {
                settings.problem(
                        "exporters.names", "'" + name + "' is no name: lower case letters, digits and -, 32 at most");
            } else if (name.equals("names") || name.equals("plugins")) {
                settings.problem("exporters.names", "'" + name + "' is the name of a setting");
            } else {
                read(settings, name, kinds).ifPresent(found::add);
            }
        }
        return new ExportersConfig(found);
    }

    private static Optional<ExporterConfig> read(Settings settings, String name, List<ExporterKind> kinds) {
        String key = "exporters." + name + ".kind";
        String wanted = settings.text(key, name);
        Optional<ExporterKind> kind =
                kinds.stream().filter(each -> each.name().equals(wanted)).findFirst();
        if (kind.isEmpty()) {
            List<String> known = kinds.stream().map(ExporterKind::name).toList();
            String near = Nearest.to(wanted, known)
                    .map(one -> "; did you mean " + one + "?")
                    .orElse("");
            settings.problem(key, "there is no kind '" + wanted + "', but " + String.join(", ", known) + near);
            return Optional.empty();
        }
        try {
            return Optional.of(one(settings, name, kind.get()));
        } catch (IllegalArgumentException e) {
            settings.problem("exporters." + name, e.getMessage());
            return Optional.empty();
        }
    }

    private static ExporterConfig one(Settings settings, String name, ExporterKind kind) {
        String at = "exporters." + name + ".";
        List<String> types = settings.list(at + "types", "");
        types.stream()
                .filter(type -> !Filter.isPattern(type))
                .forEach(type ->
                        settings.problem(at + "types", "'" + type + "' may have a * only at its end, as in log.*"));
        return new ExporterConfig(
                name,
                kind.name(),
                new Filter(settings.list(at + "projects", ""), types),
                settings.choice(at + "begin", Begin.NEWEST),
                settings.size(at + "batch-size", kibibytes(kind.batchSize()), "1KiB", "64MiB"),
                settings.duration(at + "batch-age", kind.batchAge().toMillis() + "ms", "0ms", "1d"),
                settings.duration(at + "timeout", "30s", "100ms", "1h"),
                settings.duration(at + "longest-pause", "10s", "100ms", "1h"),
                settings.integer(at + "breaker-failures", 5, 1, 1_000),
                settings.duration(at + "breaker-reset", "30s", "100ms", "1h"),
                settings.size(at + "max-backlog", "1GiB", "1MiB", "1024TiB"),
                kind.create(new SettingsOptions(settings, name, "exporters." + name)));
    }

    private static String kibibytes(long bytes) {
        return Math.max(1, bytes >> 10) + "KiB";
    }
}
