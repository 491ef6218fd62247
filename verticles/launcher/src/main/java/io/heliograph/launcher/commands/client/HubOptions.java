package io.heliograph.launcher.commands.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Which hub a command talks to, and as whom. */
public final class HubOptions {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:HELIOGRAPH_URL:-http://127.0.0.1:8001}",
            showDefaultValue = Visibility.ALWAYS,
            description = "The hub's address, also taken from HELIOGRAPH_URL.")
    String url;

    // Its default is never shown: help texts end up in logs and tickets.
    @Option(
            names = "--key",
            paramLabel = "KEY",
            defaultValue = "${env:HELIOGRAPH_KEY:-${env:TELEMETRY_API_KEY:-}}",
            showDefaultValue = Visibility.NEVER,
            description = "The API key, or a token of the issuer that the hub trusts. Better set HELIOGRAPH_KEY (or"
                    + " TELEMETRY_API_KEY): arguments are seen by every user of the machine.")
    String key;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            defaultValue = "${env:HELIOGRAPH_CA:-}",
            showDefaultValue = Visibility.NEVER,
            description =
                    "Certificates to trust for https, PEM, in place of those Java trusts; for a hub whose certificate is"
                            + " signed by its owner. Also taken from HELIOGRAPH_CA.")
    String ca;

    public HubClient client() throws CommandFailed {
        return client(PATIENCE);
    }

    /** A client that waits no longer than this for any one answer. */
    public HubClient client(Duration patience) throws CommandFailed {
        return new HubClient(uri(), key(), trust(), patience);
    }

    /** What the hub is to be shown; null if nothing. */
    public String key() {
        return key == null || key.isBlank() ? null : key.strip();
    }

    /** Whom to trust for https. */
    public Trust trust() throws CommandFailed {
        return ca == null || ca.isBlank() ? Trust.usual() : Trust.of(Path.of(ca.strip()));
    }

    /** Where the hub is, checked. */
    public URI uri() throws CommandFailed {
        return uri("--url", url);
    }

    /** An address as people type it behind an option. */
    public static URI uri(String option, String text) throws CommandFailed {
        try {
            URI uri = new URI(text.strip());
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below, with what a URL looks like.
        }
        throw CommandFailed.usage(option + " takes a URL such as http://127.0.0.1:8001, not '" + text + "'");
    }
}
