package io.heliograph.exporter;

import java.time.Duration;

/** What the operator set for one exporter. An option is the key {@code exporters.<name>.<option>}, with all ways to set it. */
public interface ExporterOptions {
    /** The name of the exporter. */
    String exporter();

    String text(String option, String byDefault);

    /** A text that must be set. */
    String required(String option);

    /** A text that is never shown: the option itself, or what is in the file that {@code <option>-file} names; "" if neither is set. */
    String secret(String option);

    boolean flag(String option, boolean byDefault);

    int integer(String option, int byDefault, int min, int max);

    /** A number of bytes with its unit, such as 8MiB. */
    long size(String option, String byDefault, String min, String max);

    /** A time with its unit, such as 30s. */
    Duration duration(String option, String byDefault, String min, String max);
}
