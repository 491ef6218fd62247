package io.heliograph.retain.archive;

import io.heliograph.retain.archive.Finding.Kind;
import io.heliograph.store.audit.Hash;
import java.io.IOException;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Walks an archive from its beginning: every manifest, every file, every event. */
public final class ArchiveCheck {
    private final ArchiveTarget target;
    private final PublicKey key;
    private final Listener listener;
    private long before;

    /** What is told on the way. */
    public interface Listener {
        /** About so many packed bytes of all streams are read, and so many events of this one were as they were written. */
        void at(long bytes, long events);
    }

    /** What a stream holds, as far as it is sound, and the first place where it is not. */
    public record Report(String stream, long files, long events, long bytes, Optional<Finding> finding) {}

    /** With a key, every manifest must bear its signature; null for no matter. */
    public ArchiveCheck(ArchiveTarget target, PublicKey key, Listener listener) {
        this.target = target;
        this.key = key;
        this.listener = listener;
    }

    public Report run(String stream) throws IOException {
        StreamFiles files = new StreamFiles(target, stream);
        Walk walk = new Walk(stream, files);
        try {
            walk.run();
            return walk.report(Optional.empty());
        } catch (Damaged e) {
            return walk.report(Optional.of(e.finding()));
        } finally {
            before += walk.bytes;
        }
    }

    /** The packed bytes of the streams' files, by those manifests that can be read. */
    public static long size(ArchiveTarget target, List<String> streams) throws IOException {
        long bytes = 0;
        for (String stream : streams) {
            for (String name : new StreamFiles(target, stream).names().values()) {
                bytes +=
                        Manifest.read(target, stream, name).map(Manifest::bytes).orElse(0L);
            }
        }
        return bytes;
    }

    private final class Walk {
        private final String stream;
        private final StreamFiles files;
        private Hash previous = Hash.NONE;
        private long number;
        private long nextSeq = 1;
        private long events;
        private long bytes;

        private Walk(String stream, StreamFiles files) {
            this.stream = stream;
            this.files = files;
        }

        private void run() throws IOException {
            TreeMap<Long, String> names = files.names();
            StreamFiles.Head head = files.head();
            for (Map.Entry<Long, String> name : names.entrySet()) {
                if (name.getKey() != number + 1) {
                    throw files.missing(number + 1, name.getKey() - 1);
                }
                Manifest manifest = files.read(name.getValue());
                check(manifest, head);
                read(manifest);
                number++;
                previous = manifest.hash();
                nextSeq = manifest.nextSeq();
                bytes += manifest.bytes();
            }
            if (head.number() > number) {
                throw files.missing(number + 1, head.number());
            }
        }

        private void check(Manifest manifest, StreamFiles.Head head) throws Damaged {
            boolean follows = manifest.previous().equals(previous)
                    && manifest.number() == number + 1
                    && manifest.firstSeq() == nextSeq
                    && manifest.stream().equals(stream);
            boolean isHead =
                    manifest.number() != head.number() || manifest.hash().equals(head.hash());
            if (!follows || !isHead) {
                throw files.damaged(
                        manifest.name(),
                        Kind.MANIFEST_REPLACED,
                        "the manifest is not the one that was written in its place");
            }
            if (key != null && !Signer.isSigned(manifest, key)) {
                throw files.damaged(manifest.name(), Kind.NOT_SIGNED, "the manifest is not signed with this key");
            }
        }

        private void read(Manifest manifest) throws IOException {
            long seen = events;
            try (FileEvents lines = new FileEvents(target, manifest)) {
                while (lines.next() != null) {
                    events++;
                    if (events % 1_000 == 0) {
                        listener.at(before + bytes + manifest.bytesUpTo(nextSeq + events - seen), events);
                    }
                }
            }
        }

        private Report report(Optional<Finding> finding) {
            return new Report(stream, number, events, bytes, finding);
        }
    }
}
