package io.heliograph.access.jwt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.access.jwt.KeySet.VerifyKey;
import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads public keys as others publish them: sets of JSON Web Keys (RFC 7517) and PEM. */
final class Jwks {
    private static final int MOST_KEYS = 64;
    private static final int SHORTEST_RSA = 2_048;
    private static final int LONGEST_RSA = 8_192;

    private Jwks() {}

    /** The RSA and P-256 keys for signatures; others are left out, secrets above all. */
    static KeySet read(byte[] document) throws IOException {
        ObjectNode set = Documents.read(document);
        if (!set.path("keys").isArray() || set.path("keys").size() > MOST_KEYS) {
            throw new IOException("not a set of at most " + MOST_KEYS + " keys");
        }
        List<VerifyKey> keys = new ArrayList<>();
        for (JsonNode key : set.path("keys")) {
            one(key).ifPresent(keys::add);
        }
        if (keys.isEmpty()) {
            throw new IOException("no RSA or P-256 key for signatures in it");
        }
        return new KeySet(keys);
    }

    /** A public key in a file that begins with BEGIN PUBLIC KEY; its kind says which algorithm it is for. */
    static VerifyKey ofPem(String pem) throws IOException {
        String base64 = pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "").replaceAll("\\s", "");
        try {
            X509EncodedKeySpec encoded =
                    new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
            for (String kind : List.of("RSA", "EC")) {
                Optional<VerifyKey> key = decode(kind, encoded);
                if (key.isPresent()) {
                    return key.get();
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("not a PEM file with BEGIN PUBLIC KEY", e);
        }
        throw new IOException("neither an RSA key of 2048 to 8192 bits nor one on the curve P-256");
    }

    private static Optional<VerifyKey> decode(String kind, X509EncodedKeySpec encoded) {
        try {
            return checked(null, KeyFactory.getInstance(kind).generatePublic(encoded));
        } catch (GeneralSecurityException otherKind) {
            return Optional.empty();
        }
    }

    private static Optional<VerifyKey> one(JsonNode key) throws IOException {
        boolean forOthers = key.hasNonNull("use") && !key.path("use").asText().equals("sig");
        try {
            Optional<VerifyKey> read = forOthers ? Optional.empty() : ofKind(key);
            return read.filter(usable -> !key.hasNonNull("alg")
                    || key.path("alg").asText().equals(usable.algorithm().name()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("a key that cannot be read", e);
        }
    }

    private static Optional<VerifyKey> ofKind(JsonNode key) throws GeneralSecurityException {
        String id = key.hasNonNull("kid") ? key.path("kid").asText() : null;
        return switch (key.path("kty").asText()) {
            case "RSA" ->
                checked(
                        id,
                        KeyFactory.getInstance("RSA")
                                .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e"))));
            case "EC" ->
                key.path("crv").asText().equals("P-256")
                        ? checked(
                                id,
                                KeyFactory.getInstance("EC")
                                        .generatePublic(new ECPublicKeySpec(
                                                new ECPoint(number(key, "x"), number(key, "y")), p256())))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<VerifyKey> checked(String id, PublicKey key) throws GeneralSecurityException {
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            return bits < SHORTEST_RSA || bits > LONGEST_RSA
                    ? Optional.empty()
                    : Optional.of(new VerifyKey(id, Algorithm.RS256, key));
        }
        return key instanceof ECPublicKey ec && ec.getParams().getCurve().equals(p256().getCurve()) && isOnCurve(ec)
                ? Optional.of(new VerifyKey(id, Algorithm.ES256, key))
                : Optional.empty();
    }

    private static boolean isOnCurve(ECPublicKey key) throws GeneralSecurityException {
        ECParameterSpec curve = p256();
        BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger x = key.getW().getAffineX();
        BigInteger y = key.getW().getAffineY();
        BigInteger right = x.pow(3)
                .add(curve.getCurve().getA().multiply(x))
                .add(curve.getCurve().getB());
        return x.signum() >= 0
                && x.compareTo(p) < 0
                && y.signum() >= 0
                && y.compareTo(p) < 0
                && y.pow(2).subtract(right).mod(p).signum() == 0;
    }

    private static ECParameterSpec p256() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    private static BigInteger number(JsonNode key, String member) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(member).asText()));
    }
}
