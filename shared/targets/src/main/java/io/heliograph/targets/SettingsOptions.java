package io.heliograph.targets;

import io.heliograph.contracts.settings.Settings;
import io.heliograph.exporter.ExporterOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;

/** The options of one exporter, or of the archive, are the settings below a key. */
public final class SettingsOptions implements ExporterOptions {
    private static final int LARGEST_SECRET = 64 << 10;

    private final Settings settings;
    private final String name;
    private final String at;

    /** {@code at} is the key below which they stand. */
    public SettingsOptions(Settings settings, String name, String at) {
        this.settings = settings;
        this.name = name;
        this.at = at;
    }

    @Override
    public String exporter() {
        return name;
    }

    @Override
    public String text(String option, String byDefault) {
        return settings.text(key(option), byDefault);
    }

    @Override
    public String required(String option) {
        String text = text(option, "");
        if (text.isEmpty()) {
            settings.problem(key(option), "must be set for this kind of exporter");
        }
        return text;
    }

    @Override
    public String secret(String option) {
        String text = text(option, "");
        String file = text(option + "-file", "");
        if (!text.isEmpty() && !file.isEmpty()) {
            settings.problem(key(option), "is set twice: here and by " + option + "-file");
        }
        return file.isEmpty() ? text : read(option + "-file", file);
    }

    private String read(String option, String name) {
        try {
            Path file = Path.of(name);
            if (Files.size(file) > LARGEST_SECRET) {
                settings.problem(key(option), "the file " + name + " is larger than any secret");
                return "";
            }
            if (othersMayRead(file)) {
                settings.problem(key(option), "everybody on this machine may read the file " + name + "; chmod 600");
            }
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException | InvalidPathException e) {
            settings.problem(key(option), "the file " + name + " cannot be used: check that it exists and may be read");
            return "";
        }
    }

    private static boolean othersMayRead(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ);
    }

    @Override
    public boolean flag(String option, boolean byDefault) {
        return settings.flag(key(option), byDefault);
    }

    @Override
    public int integer(String option, int byDefault, int min, int max) {
        return settings.integer(key(option), byDefault, min, max);
    }

    @Override
    public long size(String option, String byDefault, String min, String max) {
        return settings.size(key(option), byDefault, min, max);
    }

    @Override
    public Duration duration(String option, String byDefault, String min, String max) {
        return settings.duration(key(option), byDefault, min, max);
    }

    private String key(String option) {
        return at + "." + option;
    }
}
