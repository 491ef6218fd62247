package io.heliograph.retain.archive;

import io.heliograph.store.audit.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Signs manifests with Ed25519, and checks such signatures. Keys are PEM files as openssl makes them. */
public final class Signer {
    private static final String ALGORITHM = "Ed25519";

    private final PrivateKey key;

    private Signer(PrivateKey key) {
        this.key = key;
    }

    /** Reads {@code openssl genpkey -algorithm ed25519}. Throws IOException where it is none. */
    public static Signer read(Path file) throws IOException {
        try {
            return new Signer(KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pem(file))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " as a private Ed25519 key in PEM", e);
        }
    }

    /** Reads {@code openssl pkey -pubout}. Throws IOException where it is none. */
    public static PublicKey publicKey(Path file) throws IOException {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(pem(file)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " as a public Ed25519 key in PEM", e);
        }
    }

    String sign(Hash hash) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(hash.toString().getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java from 15 on signs with Ed25519", e);
        }
    }

    static boolean isSigned(Manifest manifest, PublicKey key) {
        if (manifest.signature() == null) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(manifest.hash().toString().getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getDecoder().decode(manifest.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] pem(Path file) throws IOException {
        String text = Files.readString(file).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return Base64.getDecoder().decode(text);
    }
}
