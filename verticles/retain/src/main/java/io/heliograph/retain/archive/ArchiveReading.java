package io.heliograph.retain.archive;

import io.heliograph.intake.JournaledEvent;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** The events of a stream in the order of its files, checked as they are read. */
public final class ArchiveReading implements Closeable {
    private final ArchiveTarget target;
    private final Iterator<Manifest> files;
    private final long size;
    private FileEvents open;
    private Manifest current;
    private ArchiveLine last;
    private long before;
    private IOException broken;

    private ArchiveReading(ArchiveTarget target, List<Manifest> files) {
        this.target = target;
        this.files = files.iterator();
        size = files.stream().mapToLong(Manifest::bytes).sum();
    }

    /** Those of the days that are asked for. Throws Damaged if a manifest is not as it was written. */
    public static ArchiveReading of(ArchiveTarget target, String stream, Predicate<LocalDate> days) throws IOException {
        return new ArchiveReading(
                target,
                manifests(target, stream).stream()
                        .filter(manifest -> days.test(manifest.day()))
                        .toList());
    }

    /** All manifests of a stream. Throws Damaged if one is not as it was written. */
    public static List<Manifest> manifests(ArchiveTarget target, String stream) throws IOException {
        StreamFiles files = new StreamFiles(target, stream);
        List<Manifest> manifests = new ArrayList<>();
        for (String name : files.names().values()) {
            manifests.add(files.read(name));
        }
        return manifests;
    }

    /**
     * The next events, at most so many, and one beyond so many bytes of payload; none behind the last one. Damage is told
     * once all before it was given out.
     */
    public List<JournaledEvent> next(int most, int mostBytes) {
        List<JournaledEvent> events = new ArrayList<>();
        int bytes = 0;
        try {
            while (broken == null && events.size() < most && bytes < mostBytes && advance()) {
                events.add(last.event());
                bytes += events.get(events.size() - 1).payload().length();
            }
        } catch (IOException e) {
            broken = e;
        }
        if (events.isEmpty() && broken != null) {
            throw new UncheckedIOException(broken);
        }
        return events;
    }

    /** The next line as it stands in its file; null behind the last one. */
    public byte[] nextLine() throws IOException {
        return advance() ? last.bytes() : null;
    }

    /** The packed bytes of all files. */
    public long size() {
        return size;
    }

    /** About how many of them are read. */
    public long bytes() {
        return open == null ? before : before + current.bytesUpTo(last.seq());
    }

    private boolean advance() throws IOException {
        while (true) {
            if (open == null) {
                if (!files.hasNext()) {
                    return false;
                }
                current = files.next();
                open = new FileEvents(target, current);
            }
            last = open.next();
            if (last != null) {
                return true;
            }
            close();
            before += current.bytes();
        }
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
