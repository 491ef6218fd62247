package io.heliograph.launcher.commands.client;

import java.text.DecimalFormat;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows on standard error how far a command is: a bar on a terminal, a line now and then elsewhere. */
public interface Progress extends AutoCloseable {
    /** So many bytes are done; the note says it in the command's own terms. */
    void at(long bytes, String note);

    @Override
    void close();

    /** A total of -1 means that nobody knows it. */
    static Progress of(Surroundings surroundings, String task, long total) {
        return surroundings.errIsTerminal() ? bar(surroundings, task, total) : lines(surroundings, task, total);
    }

    private static Progress bar(Surroundings surroundings, String task, long total) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(" MiB", 1 << 20)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed(new DecimalFormat("0.0"))
                .setUpdateIntervalMillis(250)
                .setConsumer(new ConsoleProgressBarConsumer(surroundings.err(), 79))
                .build();
        return new Progress() {
            @Override
            public void at(long bytes, String note) {
                bar.stepTo(bytes);
                bar.setExtraMessage(" " + note);
            }

            @Override
            public void close() {
                bar.close();
            }
        };
    }

    private static Progress lines(Surroundings surroundings, String task, long total) {
        long every = Duration.ofSeconds(10).toNanos();
        return new Progress() {
            private final long began = surroundings.pace().nanos();
            private long last = began;

            @Override
            public void at(long bytes, String note) {
                long now = surroundings.pace().nanos();
                if (now - last >= every) {
                    last = now;
                    surroundings.say("%s: %s, %.1f MiB/s, %s"
                            .formatted(task, done(bytes, total), bytes * 1e9 / (now - began) / (1 << 20), note));
                }
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    private static String done(long bytes, long total) {
        String mebibytes = (bytes >> 20) + " MiB";
        return total <= 0
                ? mebibytes
                : "%s of %d MiB (%d %%)".formatted(mebibytes, total >> 20, Math.min(100, 100 * bytes / total));
    }
}
