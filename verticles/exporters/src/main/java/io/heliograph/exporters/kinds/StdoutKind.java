package io.heliograph.exporters.kinds;

import io.heliograph.exporter.ExportedEvent;
import io.heliograph.exporter.Exporter;
import io.heliograph.exporter.ExporterKind;
import io.heliograph.exporter.ExporterOptions;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes events to the standard output of the hub, a line each; what the hub has to say itself goes to standard error. */
public final class StdoutKind implements ExporterKind {
    @Override
    public String name() {
        return "stdout";
    }

    @Override
    public Exporter create(ExporterOptions options) {
        return new Stdout(new FileOutputStream(FileDescriptor.out));
    }

    /** Not by System.out, which swallows what goes wrong. */
    record Stdout(OutputStream out) implements Exporter {
        @Override
        public void export(List<ExportedEvent> events) throws IOException {
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            for (ExportedEvent event : events) {
                lines.writeBytes(event.json());
                lines.write('\n');
            }
            lines.writeTo(out);
        }
    }
}
