package io.heliograph.retain.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.retain.archive.Finding.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeObjectTest {
    @TempDir
    Path directory;

    @Test
    void aLineThatBreaksOrEndsEarlyAnywhereIsNoDamage() throws IOException {
        Shelf shelf = new Shelf(directory, Long.MAX_VALUE);
        shelf.write(Shelf.DAY, Shelf.events(Shelf.DAY, 0, 5_000));
        Manifest manifest = shelf.manifests().get(0);
        byte[] packed = Files.readAllBytes(shelf.file(manifest.file()));
        assertThat(read(manifest, new ByteArrayInputStream(packed), packed.length))
                .as("piece by piece, each of which ends where the line has nothing more yet")
                .isEqualTo(5_000);
        for (int length : lengths(packed)) {
            InputStream some = new ByteArrayInputStream(Arrays.copyOf(packed, length));
            assertThatThrownBy(() -> read(manifest, some, packed.length))
                    .as("after %d of %d bytes", length, packed.length)
                    .isInstanceOf(Unreachable.class);
            InputStream broken =
                    new SequenceInputStream(new ByteArrayInputStream(Arrays.copyOf(packed, length)), new Broken());
            assertThatThrownBy(() -> read(manifest, broken, packed.length))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageContaining("Connection reset");
        }
        byte[] cut = Arrays.copyOf(packed, packed.length - 100);
        assertThatThrownBy(() -> read(manifest, new ByteArrayInputStream(cut), cut.length))
                .as("the object itself is shorter")
                .isInstanceOfSatisfying(
                        Damaged.class,
                        damaged -> assertThat(damaged.finding().kind()).isIn(Kind.EVENT_ALTERED, Kind.EVENT_MISSING));
    }

    /** Some anywhere, and those around the beginning of each piece. */
    private static List<Integer> lengths(byte[] packed) {
        List<Integer> lengths = new ArrayList<>();
        for (int at = 0; at < packed.length - 3; at++) {
            boolean begins = packed[at] == 0x1f && packed[at + 1] == (byte) 0x8b && packed[at + 2] == 8;
            if (begins) {
                lengths.addAll(List.of(at, at + 2, at + 10));
            } else if (at % (packed.length / 40) == 0) {
                lengths.add(at);
            }
        }
        assertThat(lengths).hasSizeGreaterThan(45);
        return lengths;
    }

    /** How many events come out of an object that is so long and arrives like this. */
    private static long read(Manifest manifest, InputStream line, long length) throws IOException {
        ArchiveTarget target = new OneObject(new WholeObject(line, "the object", length));
        long events = 0;
        try (FileEvents lines = new FileEvents(target, manifest)) {
            while (lines.next() != null) {
                events++;
            }
        }
        return events;
    }

    /** A line that is reset. */
    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new SocketException("Connection reset");
        }
    }

    private record OneObject(InputStream object) implements ArchiveTarget {
        @Override
        public List<String> streams() {
            return List.of();
        }

        @Override
        public List<String> names(String stream) {
            return List.of();
        }

        @Override
        public InputStream open(String stream, String name) {
            return object;
        }

        @Override
        public Path scratch(String stream, String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void keep(String stream, String name) {
            throw new UnsupportedOperationException();
        }
    }
}
