package io.heliograph.retain.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Where the files of an archive lie. A file is there as a whole or not at all, and stays when the power fails. */
public interface ArchiveTarget {
    /** The streams of which there are files. */
    List<String> streams() throws IOException;

    /** The names of a stream's files, in no particular order; empty if there is no such stream. */
    List<String> names(String stream) throws IOException;

    InputStream open(String stream, String name) throws IOException;

    /** A place to write a file at before it is kept; what lay there from before is lost. */
    Path scratch(String stream, String name) throws IOException;

    /** Takes over the file at its scratch place, in the place of one with the same name. */
    void keep(String stream, String name) throws IOException;
}
