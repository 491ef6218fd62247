package io.heliograph.store;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.SslMode;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.TrustManagerFactory;

/** What each sslmode means, as libpq has it: up to require the channel is encrypted, from verify-ca on it is checked. */
final class Tls {
    private Tls() {}

    static ClientSSLOptions options(DatabaseAddress address) {
        ClientSSLOptions options = new ClientSSLOptions();
        boolean verified = address.sslMode() == SslMode.VERIFY_CA || address.sslMode() == SslMode.VERIFY_FULL;
        options.setHostnameVerificationAlgorithm(address.sslMode() == SslMode.VERIFY_FULL ? "HTTPS" : "");
        return verified ? options.setTrustOptions(trust(address)) : options.setTrustAll(true);
    }

    private static TrustOptions trust(DatabaseAddress address) {
        if (address.rootCertificate() != null) {
            return new PemTrustOptions().addCertPath(address.rootCertificate().toString());
        }
        try {
            TrustManagerFactory system = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            system.init((KeyStore) null);
            return TrustOptions.wrap(system.getTrustManagers()[0]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the trust store of this Java cannot be read", e);
        }
    }
}
