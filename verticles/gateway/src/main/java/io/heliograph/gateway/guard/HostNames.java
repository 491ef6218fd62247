package io.heliograph.gateway.guard;

import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.settings.Settings;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names by which the hub may be called. A page that has its own name lead to loopback would otherwise pass for the hub's
 * own, and a hub that asks for no key would do whatever it says.
 */
public final class HostNames {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?|\\[?0:0:0:0:0:0:0:1]?");

    private static final String KEY = "http.allowed-hosts";
    private static final Pattern NAME = Pattern.compile("[\\w.-]+|\\[[\\p{XDigit}:.]+]");

    private final Set<String> names;
    private final boolean isOpen;

    HostNames(List<String> names, boolean isOpen) {
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        this.isOpen = isOpen;
    }

    static HostNames from(Settings settings, boolean isOpen) {
        List<String> listed = settings.list(KEY, "");
        listed.stream()
                .filter(name -> !NAME.matcher(name).matches())
                .forEach(name -> settings.problem(
                        KEY, "'" + name + "' is no name of a host; write it alone, without scheme and port"));
        return new HostNames(listed, isOpen);
    }

    /** Goes by what the browser itself wrote: what proxies say of it, a page could say too. */
    public void check(RoutingContext http) {
        List<String> hosts = http.request().headers().getAll("Host");
        boolean isHttp1 = http.request().version() == HttpVersion.HTTP_1_1;
        if (hosts.size() > 1 || (isHttp1 && hosts.isEmpty())) {
            throw new Refused(ProblemKind.MALFORMED_REQUEST, "A request has one Host header.");
        }
        HostAndPort asked = http.request().authority();
        if (isOpen || !names.isEmpty()) {
            check(asked);
        }
        http.next();
    }

    private void check(HostAndPort asked) {
        // Without a name (HTTP/1.0) it is no browser that asks.
        if (asked != null && !knows(asked.host().toLowerCase(Locale.ROOT))) {
            throw new Refused(ProblemKind.MISDIRECTED, "The hub does not go by the name in Host.");
        }
    }

    private boolean knows(String host) {
        return names.contains(host) || LOOPBACK.matcher(host).matches();
    }
}
