package io.heliograph.web.clients;

import io.heliograph.contracts.settings.Settings;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The proxies whose word is taken for where a request comes from. One kind of header is read: a proxy that writes the one
 * hands on the other as its client sent it.
 */
public final class TrustedProxies {
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");

    /** Which headers the proxies write. */
    public enum Header {
        X_FORWARDED,
        FORWARDED
    }

    private final List<Network> networks;
    private final Header header;

    private TrustedProxies(List<Network> networks, Header header) {
        this.networks = networks;
        this.header = header;
    }

    public static TrustedProxies from(Settings settings) {
        List<Network> networks = new ArrayList<>();
        for (String network : settings.list("http.trusted-proxies", "")) {
            try {
                networks.add(Network.parse(network));
            } catch (IllegalArgumentException e) {
                settings.problem("http.trusted-proxies", e.getMessage());
            }
        }
        return new TrustedProxies(List.copyOf(networks), settings.choice("http.proxy-header", Header.X_FORWARDED));
    }

    /** Whether whoever connects from there is one of them. */
    public boolean contains(ClientAddress peer) {
        return Ip.read(peer.text()).filter(this::trusts).isPresent();
    }

    /** Finds out where the request comes from and where its caller believes to be, for whoever asks later. */
    public void resolve(RoutingContext http) {
        if (networks.isEmpty()) {
            return;
        }
        HttpServerRequest request = http.request();
        ClientAddress peer = ClientAddress.of(request.connection());
        if (contains(peer)) {
            List<Hop> hops = header == Header.FORWARDED
                    ? Hop.ofForwarded(request.headers().getAll("Forwarded"))
                    : ofXForwarded(request.headers());
            resolve(http, peer, hops);
        }
    }

    /** From the nearest proxy outwards: each is believed what it says of its own peer, as long as it is trusted itself. */
    private void resolve(RoutingContext http, ClientAddress peer, List<Hop> hops) {
        ClientAddress client = peer;
        PublicAddress asked = PublicAddress.of(http.request());
        for (Hop hop : nearestFirst(hops)) {
            asked = new PublicAddress(schemeOf(hop, asked), authorityOf(hop, asked));
            Optional<byte[]> from = Optional.ofNullable(hop.from()).flatMap(Ip::read);
            client = from.map(ClientAddress::of).orElse(client);
            if (from.isEmpty() || !trusts(from.get())) {
                break;
            }
        }
        client.put(http);
        asked.put(http);
    }

    private boolean trusts(byte[] address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static String schemeOf(Hop hop, PublicAddress otherwise) {
        return "https".equalsIgnoreCase(hop.scheme())
                ? "https"
                : "http".equalsIgnoreCase(hop.scheme()) ? "http" : otherwise.scheme();
    }

    private static String authorityOf(Hop hop, PublicAddress otherwise) {
        return hop.host() != null && AUTHORITY.matcher(hop.host()).matches() ? hop.host() : otherwise.authority();
    }

    /** Scheme and host are not lists, or only by accident: the nearest proxy's word is the last one. */
    private static List<Hop> ofXForwarded(MultiMap headers) {
        List<String> from = elements(headers, "X-Forwarded-For");
        String scheme = last(elements(headers, "X-Forwarded-Proto"));
        String host = last(elements(headers, "X-Forwarded-Host"));
        return from.isEmpty()
                ? List.of(new Hop(null, scheme, host))
                : from.stream().map(address -> new Hop(address, scheme, host)).toList();
    }

    private static List<String> elements(MultiMap headers, String name) {
        List<String> lines = headers.getAll(name);
        return lines.isEmpty()
                ? lines
                : Arrays.stream(String.join(",", lines).split(","))
                        .map(String::strip)
                        .toList();
    }

    private static String last(List<String> values) {
        return values.isEmpty() ? null : values.get(values.size() - 1);
    }

    private static List<Hop> nearestFirst(List<Hop> hops) {
        List<Hop> reversed = new ArrayList<>(hops);
        Collections.reverse(reversed);
        return reversed;
    }
}
