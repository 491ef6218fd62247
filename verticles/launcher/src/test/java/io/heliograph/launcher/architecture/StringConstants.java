package io.heliograph.launcher.architecture;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The texts in a compiled class. What the compiler joined itself is one text; what is joined when the program runs is a text
 * with {@link #HOLE}s, which no library that knows only calls can see.
 */
final class StringConstants {
    /** Stands in a recipe of {@code makeConcatWithConstants} for what is known only later. */
    static final char HOLE = '\u0001';

    private static final int MAGIC = 0xCAFEBABE;
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;

    private StringConstants() {}

    static List<String> of(URI classFile) {
        try (InputStream file = classFile.toURL().openStream();
                DataInputStream in = new DataInputStream(new BufferedInputStream(file))) {
            if (in.readInt() != MAGIC) {
                throw new IllegalStateException("no class file: " + classFile);
            }
            in.readInt();
            List<String> texts = new ArrayList<>();
            int entries = in.readUnsignedShort();
            for (int i = 1; i < entries; i++) {
                int tag = in.readUnsignedByte();
                if (tag == UTF8) {
                    texts.add(in.readUTF());
                } else {
                    in.skipNBytes(length(tag));
                    i += tag == LONG || tag == DOUBLE ? 1 : 0;
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int length(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case LONG, DOUBLE -> 8;
            default -> throw new IllegalStateException("unknown kind of constant: " + tag);
        };
    }
}
