package io.heliograph.access.jwt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.access.jwt.KeySet.VerifyKey;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Projects;
import io.heliograph.contracts.operations.Scope;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Says whose a token is: its signature first, then its times, its issuer, its audience, its claims. */
final class TokenVerifier {
    private static final int LONGEST_SUBJECT = 256;

    private final JwtConfig config;

    TokenVerifier(JwtConfig config) {
        this.config = config;
    }

    /** A token that is right until {@code end} and from {@code begin} on; its caller's own expiry is the end. */
    record Verified(Caller caller, Instant begin, Instant end) {
        boolean isValid(Instant now) {
            return !now.isBefore(begin) && now.isBefore(end);
        }
    }

    /** Takes a token apart; empty if it is none. */
    Optional<TokenParts> parts(String token) {
        if (token.length() > config.maxSize()) {
            return Optional.empty();
        }
        try {
            return Optional.of(TokenParts.of(token));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whose it is; empty if a key of these did not sign it, or it is not, not yet or no longer for this hub. */
    Optional<Verified> verify(TokenParts token, KeySet keys, Instant now) {
        try {
            for (VerifyKey key : keys.candidates(token.algorithm(), token.keyId())) {
                if (isSignedBy(key, token)) {
                    return accept(token.readClaims(), now);
                }
            }
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A signature that is none at all makes some algorithms fail rather than say no. */
    private static boolean isSignedBy(VerifyKey key, TokenParts token) {
        try {
            return token.algorithm().verify(key.key(), token.signed(), token.signature());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private Optional<Verified> accept(ObjectNode claims, Instant now) throws IOException {
        Instant end = time(claims, "exp").orElseThrow(() -> new IOException("no end"));
        Instant begin = later(time(claims, "nbf"), time(claims, "iat"));
        Instant earliest = begin == null ? Instant.EPOCH : begin.minus(config.leeway());
        Verified verified =
                new Verified(caller(claims, end.plus(config.leeway())), earliest, end.plus(config.leeway()));
        boolean right = verified.isValid(now)
                && !end.isAfter(now.plus(config.maxLife()).plus(config.leeway()))
                && claims.path("iss").isTextual()
                && claims.path("iss").asText().equals(config.issuer())
                && isForUs(claims.path("aud"));
        return right ? Optional.of(verified) : Optional.empty();
    }

    private Caller caller(ObjectNode claims, Instant end) throws IOException {
        String subject = claims.path(config.claims().subject()).textValue();
        if (subject == null
                || subject.isBlank()
                || subject.length() > LONGEST_SUBJECT
                || subject.chars().anyMatch(Character::isISOControl)) {
            throw new IOException("nobody's token");
        }
        JsonNode named = claims.path(config.claims().project());
        String project = named.isMissingNode() ? config.defaultProject() : named.textValue();
        if (project == null || !Projects.isName(project)) {
            throw new IOException("no project");
        }
        return new Caller(
                "token:" + subject, project, scopes(claims.path(config.claims().scopes())), end, id(claims));
    }

    /** What its issuer calls the token, where that can stand in a record. */
    private static String id(ObjectNode claims) {
        String id = claims.path("jti").textValue();
        boolean usable = id != null && !id.isBlank() && id.length() <= LONGEST_SUBJECT;
        return usable && id.chars().noneMatch(Character::isISOControl) ? id : null;
    }

    /** Words in one text or a list; those of others, of which tokens are full, give nothing. */
    private static Set<Scope> scopes(JsonNode claim) throws IOException {
        Stream<String> words;
        if (claim.isTextual()) {
            words = Stream.of(claim.asText().split(" "));
        } else if (claim.isArray()) {
            words = StreamSupport.stream(claim.spliterator(), false)
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText);
        } else if (claim.isMissingNode()) {
            words = Stream.empty();
        } else {
            throw new IOException("scopes of no form");
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        words.flatMap(word -> Scope.find(word).stream()).forEach(scopes::add);
        return scopes;
    }

    private boolean isForUs(JsonNode audience) {
        List<JsonNode> named = audience.isArray()
                ? StreamSupport.stream(audience.spliterator(), false).toList()
                : List.of(audience);
        return named.stream().anyMatch(one -> one.isTextual() && one.asText().equals(config.audience()));
    }

    /** Seconds since 1970, whole or not, within the times that are. */
    private static Optional<Instant> time(ObjectNode claims, String name) throws IOException {
        JsonNode value = claims.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        double seconds = value.isNumber() ? value.doubleValue() : Double.NaN;
        if (!(seconds >= 0 && seconds <= Instant.parse("9999-12-31T00:00:00Z").getEpochSecond())) {
            throw new IOException("not a time");
        }
        return Optional.of(Instant.ofEpochMilli((long) (seconds * 1_000)));
    }

    private static Instant later(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other)
                .flatMap(Optional::stream)
                .max(Instant::compareTo)
                .orElse(null);
    }
}
