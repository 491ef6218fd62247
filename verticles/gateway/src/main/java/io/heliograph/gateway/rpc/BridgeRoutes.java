package io.heliograph.gateway.rpc;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.web.Channels;
import io.heliograph.web.Inputs;
import io.heliograph.web.RouteGroup;
import io.heliograph.web.access.Authentication;
import io.heliograph.web.access.Authenticator;
import io.heliograph.web.access.Credential;
import io.heliograph.web.clients.ClientAddress;
import io.heliograph.web.limits.SharedRoom;
import io.heliograph.web.live.Upgrades;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import io.vertx.ext.web.handler.sockjs.Transport;
import java.util.List;

/**
 * SockJS at /eventbus. What brings a credential goes the way of every guarded call; what brings none is whoever may come
 * without, or says by its first message who it is.
 */
final class BridgeRoutes {
    private static final String PATH = "/eventbus";
    private static final String BELOW = PATH + "/*";
    private static final List<String> CREDENTIALS = List.of("X-API-KEY", "Authorization");

    private final Vertx vertx;
    private final BridgeConfig config;
    private final SocketParts parts;

    BridgeRoutes(Vertx vertx, BridgeConfig config, SocketParts parts) {
        this.vertx = vertx;
        this.config = config;
        this.parts = parts;
    }

    /** Where clients arrive, before anybody asks for a credential. */
    RouteGroup open() {
        return router -> {
            if (config.isOpen()) {
                // Its page would load a script from elsewhere.
                router.get(PATH + "/iframe*").handler(http -> http.fail(404));
                router.post(BELOW)
                        .handler(BodyHandler.create(false)
                                .setBodyLimit(parts.config().messageLimit()))
                        .handler(BridgeRoutes::checkText);
                Router sockJs = sockJs();
                router.route(BELOW).handler(http -> {
                    if (bringsCredential(http.request())) {
                        http.next();
                    } else {
                        serve(http, sockJs);
                    }
                });
            }
        };
    }

    /** Where they go on once it is known who they are. */
    RouteGroup guarded() {
        return router -> {
            if (config.isOpen()) {
                Router sockJs = sockJs();
                router.route(BELOW).handler(http -> serve(http, sockJs));
            }
        };
    }

    private static boolean bringsCredential(HttpServerRequest request) {
        return CREDENTIALS.stream().anyMatch(request.headers()::contains)
                || Upgrades.isToWebSocket(request)
                        && request.query() != null
                        && ("&" + request.query()).contains("&ticket=");
    }

    /** What was said of origins before stays said: SockJS itself would allow every one, with credentials. */
    private static void serve(RoutingContext http, Router sockJs) {
        MultiMap headers = http.response().headers();
        String origin = headers.get(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
        String credentials = headers.get(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS);
        http.addHeadersEndHandler(end -> {
            put(headers, HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            put(headers, HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, credentials);
        });
        if (isPoll(http.request())) {
            // The connection is closed behind the answer, which the client is to know before it uses it again.
            headers.set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (Upgrades.isToWebSocket(http.request())) {
            Channels.checkTexts(Channels.of(http.request().connection()));
        }
        sockJs.handleContext(http);
    }

    /** SockJS makes texts of bytes without telling of those that are none. */
    private static void checkText(RoutingContext http) {
        Buffer body = http.body().buffer();
        if (body != null) {
            Inputs.text(body);
        }
        http.next();
    }

    private static boolean isPoll(HttpServerRequest request) {
        return request.path().endsWith("/xhr") && request.version() != HttpVersion.HTTP_2;
    }

    private static void put(MultiMap headers, CharSequence name, String value) {
        if (value == null) {
            headers.remove(name);
        } else {
            headers.set(name, value);
        }
    }

    private Router sockJs() {
        SockJSHandlerOptions options = new SockJSHandlerOptions()
                .setInsertJSESSIONID(false)
                .setRegisterWriteHandler(false)
                .addDisabledTransport(Transport.HTML_FILE.name())
                .addDisabledTransport(Transport.JSON_P.name());
        disableUnless(BridgeConfig.WEBSOCKET, Transport.WEBSOCKET, options);
        disableUnless(BridgeConfig.XHR, Transport.XHR, options);
        disableUnless(BridgeConfig.EVENT_SOURCE, Transport.EVENT_SOURCE, options);
        return SockJSHandler.create(vertx, options).socketHandler(this::accept);
    }

    private void disableUnless(String word, Transport transport, SockJSHandlerOptions options) {
        if (!config.has(word)) {
            options.addDisabledTransport(transport.name());
        }
    }

    private void accept(SockJSSocket socket) {
        RoutingContext http = socket.routingContext();
        Authenticator authenticator = parts.authenticator().from(ClientAddress.of(http));
        Caller known = Authentication.caller(http);
        RpcAudit audit = RpcAudit.of(http, "eventbus");
        if (known != null) {
            begin(socket, known, authenticator, audit);
            return;
        }
        socket.pause();
        Future<Caller> nobody = authenticator.authenticate(Credential.NONE);
        nobody.onComplete(answer -> {
            begin(socket, answer.result(), authenticator, audit);
            socket.resume();
        });
    }

    /** The caller is null where one has to say who one is. */
    private void begin(SockJSSocket socket, Caller caller, Authenticator authenticator, RpcAudit audit) {
        SharedRoom.Claim place = parts.places().claim(caller == null ? RpcSockets.NOBODY : caller.project());
        if (!place.tryGrow(1)) {
            socket.close(BridgeSocket.TRY_LATER, "as many sockets are open as may be (rpc.max-sockets)");
            return;
        }
        new BridgeSocket(vertx, socket, parts, authenticator, audit, config.pingTimeout()).begin(caller, place);
    }
}
