package io.heliograph.launcher.commands.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates a command believes. */
public record Trust(TrustManager manager) {
    /** The authorities that Java knows. */
    public static Trust usual() {
        try {
            return in(null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK knows authorities", e);
        }
    }

    /** The certificates of a PEM file, and no others. */
    static Trust of(Path file) throws CommandFailed {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca-" + number++, one);
            }
            if (number == 0) {
                throw CommandFailed.usage("--ca takes certificates in PEM; there is none in " + file);
            }
            return in(trusted);
        } catch (IOException | GeneralSecurityException e) {
            throw CommandFailed.usage("--ca takes certificates in PEM; " + file + " cannot be read as such");
        }
    }

    private static Trust in(KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        return new Trust(trust.getTrustManagers()[0]);
    }

    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }
}
