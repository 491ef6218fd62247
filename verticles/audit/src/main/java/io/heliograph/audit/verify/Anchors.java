package io.heliograph.audit.verify;

import io.heliograph.store.audit.ChainEntry.Head;
import io.heliograph.store.audit.Hash;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Anchors as they are written: {@code <chain>:<sequence>:<hash>}, on their own or within a line of a log. */
public final class Anchors {
    private static final Pattern ANCHOR =
            Pattern.compile("(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}):(\\d{1,18}):(\\p{XDigit}{64})");

    private Anchors() {}

    /** The first anchor in a text; empty if there is none. */
    public static Optional<Head> in(String text) {
        return inAll(text).stream().findFirst();
    }

    /** Every anchor in a text. */
    public static List<Head> inAll(String text) {
        return ANCHOR.matcher(text)
                .results()
                .map(found -> new Head(
                        UUID.fromString(found.group(1)), Long.parseLong(found.group(2)), Hash.parse(found.group(3))))
                .toList();
    }
}
