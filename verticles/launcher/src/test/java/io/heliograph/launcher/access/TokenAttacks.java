package io.heliograph.launcher.access;

import static io.heliograph.testkit.TokenMaker.es256;
import static io.heliograph.testkit.TokenMaker.hs256;
import static io.heliograph.testkit.TokenMaker.part;
import static io.heliograph.testkit.TokenMaker.rs256;

import io.heliograph.testkit.TokenMaker;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Tokens that no hub may accept, each with what is wrong with it. */
final class TokenAttacks {
    static final String ISSUER = "https://issuer.example";
    static final String AUDIENCE = "heliograph";
    static final byte[] SECRET = "0kX3-9wq_vT7uY2zB5nM8cL1sD4fG6hJ".getBytes(StandardCharsets.US_ASCII);
    static final String HS = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    static final String RS = "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}";
    static final String ES = "{\"alg\":\"ES256\",\"kid\":\"ec-1\"}";

    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final KeyPair rsa;
    private final KeyPair ec;
    private final long now;
    private final Map<String, String> all = new LinkedHashMap<>();

    /** Against a hub that accepts the secret and both keys; {@code now} in seconds. */
    TokenAttacks(KeyPair rsa, KeyPair ec, long now) {
        this.rsa = rsa;
        this.ec = ec;
        this.now = now;
    }

    /** Claims that are accepted, with more of them, or others in their place: {@code "exp": "soon"}. */
    String claims(String... others) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("iss", '"' + ISSUER + '"');
        members.put("aud", '"' + AUDIENCE + '"');
        members.put("sub", "\"agent-7\"");
        members.put("project", "\"lab\"");
        members.put("scope", "\"openid events:read events:write\"");
        members.put("exp", Long.toString(now + 600));
        for (int i = 0; i < others.length; i += 2) {
            members.put(others[i], others[i + 1]);
        }
        members.values().removeIf(value -> value == null);
        List<String> written = new ArrayList<>();
        members.forEach((name, value) -> written.add('"' + name + "\":" + value));
        return "{" + String.join(",", written) + "}";
    }

    Map<String, String> right() {
        Map<String, String> right = new LinkedHashMap<>();
        right.put("HS256", hs256(HS, claims(), SECRET));
        right.put("RS256", rs256(RS, claims(), rsa.getPrivate()));
        right.put("ES256", es256(ES, claims(), ec.getPrivate()));
        right.put("no kid", rs256("{\"alg\":\"RS256\"}", claims(), rsa.getPrivate()));
        right.put("several audiences", hs256(HS, claims("aud", "[\"x\",\"" + AUDIENCE + "\"]"), SECRET));
        right.put("scopes in a list", hs256(HS, claims("scope", "[\"events:read\",\"events:write\"]"), SECRET));
        right.put("within the leeway", hs256(HS, claims("exp", Long.toString(now - 5)), SECRET));
        right.put("a time with a fraction", hs256(HS, claims("exp", (now + 60) + ".5"), SECRET));
        right.put("an access token", hs256("{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}", claims(), SECRET));
        return right;
    }

    Map<String, String> wrong() {
        none();
        confusion();
        times();
        others();
        headers();
        shapes();
        return all;
    }

    /** Each differs from a right token in one character, one byte of its signature, or the order of its parts. */
    List<String> mutated(int count, long seed) {
        Random random = new Random(seed);
        List<String> right = new ArrayList<>(right().values());
        List<String> mutated = new ArrayList<>();
        while (mutated.size() < count) {
            String token = right.get(random.nextInt(right.size()));
            int at = random.nextInt(token.length());
            char other = BASE64.charAt(random.nextInt(BASE64.length()));
            String changed = switch (random.nextInt(4)) {
                case 0 -> token.substring(0, at) + token.substring(at + 1);
                case 1 -> token.substring(0, at) + other + token.substring(at);
                default -> token.substring(0, at) + other + token.substring(at + 1);
            };
            if (!right.contains(changed)) {
                mutated.add(changed);
            }
        }
        return mutated;
    }

    private void none() {
        String claims = part(claims());
        for (String alg : List.of("none", "None", "NONE", "nOnE", "")) {
            String header = part("{\"alg\":\"" + alg + "\"}");
            all.put("alg '" + alg + "', two parts", header + "." + claims);
            all.put("alg '" + alg + "', empty third", header + "." + claims + ".");
            all.put("alg '" + alg + "', any third", header + "." + claims + ".AAAA");
        }
        all.put("no alg", hs256("{}", claims(), SECRET));
        all.put("alg null", hs256("{\"alg\":null}", claims(), SECRET));
        all.put("alg a number", hs256("{\"alg\":256}", claims(), SECRET));
        all.put("alg a list", hs256("{\"alg\":[\"HS256\"]}", claims(), SECRET));
        all.put("alg lower case", hs256("{\"alg\":\"hs256\"}", claims(), SECRET));
        all.put("alg with a blank", hs256("{\"alg\":\"HS256 \"}", claims(), SECRET));
        all.put("alg HS512", hs256("{\"alg\":\"HS512\"}", claims(), SECRET));
        all.put("alg PS256", rs256("{\"alg\":\"PS256\"}", claims(), rsa.getPrivate()));
    }

    private void confusion() {
        byte[] pem = TokenMaker.pem(rsa.getPublic()).getBytes(StandardCharsets.US_ASCII);
        all.put("signed with the public key's PEM", hs256(HS, claims(), pem));
        all.put(
                "signed with the PEM, stripped",
                hs256(
                        HS,
                        claims(),
                        new String(pem, StandardCharsets.US_ASCII).strip().getBytes(StandardCharsets.US_ASCII)));
        all.put(
                "signed with the public key's bytes",
                hs256(HS, claims(), rsa.getPublic().getEncoded()));
        all.put("signed with the public key, its kid", hs256("{\"alg\":\"HS256\",\"kid\":\"rsa-1\"}", claims(), pem));
        all.put("HMAC under RS256", hs256(RS, claims(), SECRET));
        all.put("RSA under HS256", rs256(HS, claims(), rsa.getPrivate()));
        all.put("RSA under ES256", rs256(ES, claims(), rsa.getPrivate()));
        all.put("EC under RS256", es256(RS, claims(), ec.getPrivate()));
        all.put("another's RSA key", rs256(RS, claims(), TokenMaker.rsa().getPrivate()));
        all.put("another's EC key", es256(ES, claims(), TokenMaker.ec().getPrivate()));
        all.put(
                "another secret",
                hs256(
                        HS,
                        claims(),
                        "another secret of more than thirty-two bytes".getBytes(StandardCharsets.US_ASCII)));
        all.put("the empty secret's zeroes", hs256(HS, claims(), new byte[32]));
        String signed = part(ES) + "." + part(claims());
        all.put("an EC signature of zeroes", signed + "." + "A".repeat(86));
        all.put("an EC signature too short", signed + "." + "AAAA");
        all.put("an EC signature too long", signed + "." + "A".repeat(200));
        all.put(
                "the right kid of the other key",
                rs256("{\"alg\":\"RS256\",\"kid\":\"ec-1\"}", claims(), rsa.getPrivate()));
    }

    private void times() {
        for (String exp : List.of(
                "\"" + (now + 600) + "\"",
                "null",
                "true",
                "{}",
                "[]",
                "-1",
                "0",
                "1e18",
                "1000000000000000000",
                "1e999",
                Long.toString(now - 120),
                Long.toString(now + 48 * 3_600),
                (now * 1_000) + "")) {
            all.put("exp " + exp, hs256(HS, claims("exp", exp), SECRET));
        }
        all.put("no exp", hs256(HS, claims("exp", null), SECRET));
        for (String nbf : List.of(Long.toString(now + 120), "\"0\"", "null", "1e999", "-5")) {
            all.put("nbf " + nbf, hs256(HS, claims("nbf", nbf), SECRET));
        }
        all.put("made in the future", hs256(HS, claims("iat", Long.toString(now + 600)), SECRET));
    }

    private void others() {
        for (String name : List.of("iss", "aud", "sub", "project")) {
            all.put("no " + name, hs256(HS, claims(name, null), SECRET));
            for (String value : List.of("\"\"", "null", "7", "[]", "{}", "\"somebody else\\u0000\"")) {
                all.put(name + " " + value, hs256(HS, claims(name, value), SECRET));
            }
        }
        all.put("aud with other case", hs256(HS, claims("aud", "\"Heliograph\""), SECRET));
        all.put("aud that begins so", hs256(HS, claims("aud", "\"heliograph-2\""), SECRET));
        all.put("iss with a slash more", hs256(HS, claims("iss", "\"" + ISSUER + "/\""), SECRET));
        all.put("iss in a list", hs256(HS, claims("iss", "[\"" + ISSUER + "\"]"), SECRET));
        all.put("a project with a path", hs256(HS, claims("project", "\"../default\""), SECRET));
        all.put("scopes as an object", hs256(HS, claims("scope", "{\"events:read\":true}"), SECRET));
    }

    private void headers() {
        for (String kid : List.of("../../../../etc/passwd", "' or '1'='1", "http://127.0.0.1:1/key", "\\u0000", "")) {
            all.put(
                    "kid " + kid,
                    rs256(
                            "{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}",
                            claims(),
                            TokenMaker.rsa().getPrivate()));
        }
        all.put("kid a number", rs256("{\"alg\":\"RS256\",\"kid\":1}", claims(), rsa.getPrivate()));
        for (String extra : List.of(
                "\"jku\":\"http://127.0.0.1:1/jwks\"",
                "\"x5u\":\"http://127.0.0.1:1/x\"",
                "\"x5c\":[\"MIIB\"]",
                "\"jwk\":" + TokenMaker.jwk("rsa-1", rsa.getPublic()),
                "\"crit\":[\"exp\"]",
                "\"crit\":[]",
                "\"b64\":false",
                "\"zip\":\"DEF\"",
                "\"enc\":\"A128GCM\"",
                "\"typ\":\"JWE\"",
                "\"typ\":7")) {
            all.put("a right one with " + extra, hs256("{\"alg\":\"HS256\"," + extra + "}", claims(), SECRET));
        }
        all.put("alg twice", hs256("{\"alg\":\"none\",\"alg\":\"HS256\"}", claims(), SECRET));
        all.put("sub twice", hs256(HS, claims().replace("{", "{\"sub\":\"root\","), SECRET));
    }

    private void shapes() {
        String right = hs256(HS, claims(), SECRET);
        all.put("no token", "x");
        all.put("dots", "...");
        all.put("ten thousand dots", ".".repeat(10_000));
        all.put("a long signature", right + "A".repeat(7_000));
        all.put("a fourth part", right + ".AAAA");
        all.put("padding", right + "=");
        all.put("a blank within", right.replaceFirst("\\.", ". "));
        all.put("two tokens", right + " " + right);
        all.put("a header that is no object", hs256("[\"HS256\"]", claims(), SECRET));
        all.put("claims that are no object", hs256(HS, "\"claims\"", SECRET));
        all.put("claims with a tail", hs256(HS, claims() + "{}", SECRET));
        all.put("claims cut short", hs256(HS, claims().substring(0, 40), SECRET));
        all.put("claims nested deeply", hs256(HS, claims("x", "[".repeat(500) + "]".repeat(500)), SECRET));
        all.put("no claims", part(HS) + ".." + "AAAA");
        all.put("a last bit that no byte takes", twin(right));
    }

    /** The same bytes in another text, where the decoder is not strict. */
    private static String twin(String token) {
        int last = BASE64.indexOf(token.charAt(token.length() - 1));
        return token.substring(0, token.length() - 1) + BASE64.charAt(last ^ 1);
    }
}
