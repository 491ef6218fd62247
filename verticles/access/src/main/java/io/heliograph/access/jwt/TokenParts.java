package io.heliograph.access.jwt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * A token taken apart, and its header understood. Nothing in a header but the algorithm's name and the key's id is looked
 * at; a header that brings a key, an address of one, or a demand is no header of ours.
 */
record TokenParts(Algorithm algorithm, String keyId, byte[] signed, byte[] signature, String claims) {
    private static final List<String> NEVER = List.of("crit", "b64", "jku", "jwk", "x5u", "x5c", "zip", "enc");

    /** Fails with {@link IOException} or {@link IllegalArgumentException} on anything that is not such a token. */
    static TokenParts of(String token) throws IOException {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first < 0 || second < 0 || token.indexOf('.', second + 1) >= 0) {
            throw new IOException("not three parts");
        }
        ObjectNode header = Documents.read(decode(token.substring(0, first)));
        if (NEVER.stream().anyMatch(header::has) || !isToken(header.path("typ"))) {
            throw new IOException("a header that asks for more than is given");
        }
        Algorithm algorithm = Algorithm.named(textOf(header.path("alg")))
                .orElseThrow(() -> new IOException("an algorithm that is not accepted"));
        return new TokenParts(
                algorithm,
                header.has("kid") ? textOf(header.path("kid")) : null,
                token.substring(0, second).getBytes(StandardCharsets.US_ASCII),
                decode(token.substring(second + 1)),
                token.substring(first + 1, second));
    }

    /** What the token claims; to be read once its signature has proven right. */
    ObjectNode readClaims() throws IOException {
        return Documents.read(decode(claims));
    }

    private static boolean isToken(JsonNode type) {
        return type.isMissingNode()
                || (type.isTextual()
                        && List.of("jwt", "at+jwt", "application/at+jwt")
                                .contains(type.asText().toLowerCase(Locale.ROOT)));
    }

    private static String textOf(JsonNode value) throws IOException {
        if (!value.isTextual()) {
            throw new IOException("not a text");
        }
        return value.asText();
    }

    /** Strictly: bits that no byte takes would make several texts of one token. */
    private static byte[] decode(String part) throws IOException {
        byte[] bytes = Base64.getUrlDecoder().decode(part);
        if (bytes.length == 0
                || !Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(bytes)
                        .equals(part)) {
            throw new IOException("not base64url as it is written");
        }
        return bytes;
    }
}
