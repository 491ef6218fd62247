package io.heliograph.web;

import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/** One form that an answer can have, a media type under all of its names: text, and csv. */
public record MediaForm(String type, Set<String> names) {

    /**
     * Whether the caller's Accept wants this one rather than what is usual. Of two that weigh the same, the one that is
     * named goes before a wildcard, and the usual one before the other.
     */
    public boolean isPreferredTo(MediaForm usual, RoutingContext http) {
        List<MIMEHeader> accepted = http.parsedHeaders().accept();
        double mine = weight(accepted);
        double theirs = usual.weight(accepted);
        boolean isNamed = named(accepted).isPresent() && usual.named(accepted).isEmpty();
        return mine > 0 && (mine > theirs || mine == theirs && isNamed);
    }

    /** What is said of it by name, of its type, or of all types, the closest of these; nothing if none is said. */
    private double weight(List<MIMEHeader> accepted) {
        return named(accepted)
                .orElseGet(() -> weight(accepted, type, "*"::equals)
                        .orElseGet(() -> weight(accepted, "*", "*"::equals).orElse(0)));
    }

    private OptionalDouble named(List<MIMEHeader> accepted) {
        return weight(accepted, type, names::contains);
    }

    private static OptionalDouble weight(List<MIMEHeader> accepted, String type, Predicate<String> name) {
        return accepted.stream()
                .filter(header -> type.equals(header.component()) && name.test(header.subComponent()))
                .mapToDouble(MIMEHeader::weight)
                .max();
    }
}
