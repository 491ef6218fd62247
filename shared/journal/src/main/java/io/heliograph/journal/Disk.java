package io.heliograph.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** The directory of one journal, and the few things a journal asks of a file system. */
public interface Disk {
    /** Makes the directory if need be and keeps every other journal out of it until closed. */
    Closeable lock() throws IOException;

    List<String> list() throws IOException;

    /** Makes an empty file; one that has the name already is emptied. */
    DiskFile create(String name) throws IOException;

    DiskFile open(String name) throws IOException;

    /** Renames in one step. */
    void rename(String from, String to) throws IOException;

    /** Deletes the file if it is there. */
    void delete(String name) throws IOException;

    /** Makes creations, renames and deletions durable. */
    void force() throws IOException;

    long usableSpace() throws IOException;
}
