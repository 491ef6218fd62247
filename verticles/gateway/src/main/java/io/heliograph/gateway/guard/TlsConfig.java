package io.heliograph.gateway.guard;

import io.heliograph.contracts.settings.Settings;

/** The PEM files of the hub's certificate; without them it speaks plain HTTP. */
public record TlsConfig(String cert, String key, String clientCa) {
    static TlsConfig from(Settings settings) {
        TlsConfig config = new TlsConfig(
                settings.file("http.tls.cert"), settings.file("http.tls.key"), settings.file("http.tls.client-ca"));
        if (config.cert.isEmpty() != config.key.isEmpty()) {
            settings.problem("http.tls.cert", "certificate and key (http.tls.key) go together; set both, or none");
        } else if (config.cert.isEmpty() && !config.clientCa.isEmpty()) {
            settings.problem("http.tls.client-ca", "callers' certificates need the hub's own (http.tls.cert)");
        }
        return config;
    }

    public boolean isOn() {
        return !cert.isEmpty();
    }
}
