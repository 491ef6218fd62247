package io.heliograph.gateway.guard;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.X509KeyManager;

/** Certificate, key and the authority of callers as they were read at one moment, and found to be of use. */
record PemFiles(PemKeyCertOptions pair, PemTrustOptions callers, Instant validUntil) {
    private static final String[] KEY_TYPES = {"RSA", "EC", "EdDSA", "Ed25519"};
    private static final byte[] PROBE = {1, 2, 3};

    static PemFiles read(Vertx vertx, TlsConfig config) throws BadPem {
        PemKeyCertOptions pair = new PemKeyCertOptions()
                .setCertValue(bytes("http.tls.cert", config.cert()))
                .setKeyValue(bytes("http.tls.key", config.key()));
        X509Certificate leaf = check(vertx, pair);
        PemTrustOptions callers = config.clientCa().isEmpty() ? null : callers(vertx, config);
        return new PemFiles(pair, callers, leaf.getNotAfter().toInstant());
    }

    private static PemTrustOptions callers(Vertx vertx, TlsConfig config) throws BadPem {
        PemTrustOptions callers = new PemTrustOptions().addCertValue(bytes("http.tls.client-ca", config.clientCa()));
        try {
            callers.getTrustManagerFactory(vertx);
            return callers;
        } catch (Exception e) {
            throw new BadPem("http.tls.client-ca", "is no certificate in PEM");
        }
    }

    private static Buffer bytes(String setting, String file) throws BadPem {
        try {
            return Buffer.buffer(Files.readAllBytes(Path.of(file)));
        } catch (IOException e) {
            throw new BadPem(setting, "cannot be read");
        }
    }

    /** A pair that does not belong together would be taken now, and fail every caller later. */
    private static X509Certificate check(Vertx vertx, PemKeyCertOptions pair) throws BadPem {
        X509KeyManager keys;
        try {
            keys = Stream.of(pair.getKeyManagerFactory(vertx).getKeyManagers())
                    .filter(X509KeyManager.class::isInstance)
                    .map(X509KeyManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (Exception e) {
            throw new BadPem("http.tls.cert", "and http.tls.key are not a certificate and its key in PEM");
        }
        String alias = Arrays.stream(KEY_TYPES)
                .map(type -> keys.getServerAliases(type, null))
                .filter(Objects::nonNull)
                .flatMap(Arrays::stream)
                .findFirst()
                .orElseThrow(() -> new BadPem("http.tls.key", "is of a kind that is not known here"));
        X509Certificate leaf = keys.getCertificateChain(alias)[0];
        if (!belongTogether(keys.getPrivateKey(alias), leaf.getPublicKey())) {
            throw new BadPem("http.tls.key", "is not the key of the certificate in http.tls.cert");
        }
        return leaf;
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified) {
        String algorithm = switch (certified.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> certified.getAlgorithm();
        };
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(PROBE);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certified);
            verifier.update(PROBE);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
