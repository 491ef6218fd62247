package io.heliograph.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.journal.Journal.Entry;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RecentEntriesTest {
    /** The header of an array, a buffer, an entry, its key and a node: 16 bytes each at the very least. */
    private static final int LEAST_OBJECTS = 5 * 16;

    @Test
    void whatTinyEntriesCostBesideTheirBytesCountsAsWell() {
        int size = 40;
        long most = RecentEntries.MOST_BYTES / (size + LEAST_OBJECTS);
        RecentEntries recent = new RecentEntries();
        long end = RecentEntries.MOST_BYTES / size;
        for (long position = 0; position < end; position++) {
            recent.add(entry(position, size));
        }
        assertThat(recent.fill(new Page(end - 1, 1))).as("the newest").isTrue();
        assertThat(recent.fill(new Page(end - most, 1))).as("one too many").isFalse();
    }

    @Test
    void largeEntriesAreBoundedByTheirBytes() {
        RecentEntries recent = new RecentEntries();
        for (long position = 0; position < 10; position++) {
            recent.add(entry(position, 1 << 20));
        }
        assertThat(recent.fill(new Page(3, 1))).as("the seventh from the end").isTrue();
        assertThat(recent.fill(new Page(1, 1))).as("the ninth").isFalse();
    }

    private static Entry entry(long position, int size) {
        return new Entry(position, 1, ByteBuffer.allocate(size));
    }
}
