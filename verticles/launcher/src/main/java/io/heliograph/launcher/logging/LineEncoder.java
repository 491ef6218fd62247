package io.heliograph.launcher.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * Writes every event as one line, so that nobody whose words are logged can add lines of his own, move the cursor of a
 * terminal or fill the disk. A failure is told by its message, its causes, and where the last of them came from.
 */
public final class LineEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};
    private static final int MOST_CAUSES = 10;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String logger = event.getLoggerName();
        Line line = new Line(TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
        line.add(" ").add("%-5s".formatted(event.getLevel())).add(" ");
        line.add(logger.substring(logger.lastIndexOf('.') + 1)).add(" - ");
        line.addPart(event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            addFailure(line, event.getThrowableProxy());
        }
        return line.bytes();
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    private static void addFailure(Line line, IThrowableProxy failure) {
        IThrowableProxy deepest = failure;
        int causes = 0;
        for (IThrowableProxy each = failure; each != null && causes < MOST_CAUSES; each = each.getCause()) {
            line.add(causes++ == 0 ? " | " : " | caused by ").add(each.getClassName());
            if (each.getMessage() != null) {
                line.add(": ").addPart(each.getMessage());
            }
            deepest = each;
        }
        for (var frame : deepest.getStackTraceElementProxyArray()) {
            line.add(" | at ").add(frame.getStackTraceElement().toString());
        }
    }
}
