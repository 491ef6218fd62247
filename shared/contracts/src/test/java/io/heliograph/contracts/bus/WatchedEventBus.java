package io.heliograph.contracts.bus;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real event bus that writes down how far what passes through it may travel, which the bus itself does not tell. */
final class WatchedEventBus {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Vertx vertx;
    private final EventBus real;
    private final EventBus watched = proxy(EventBus.class, this::pass);

    WatchedEventBus(Vertx vertx) {
        this.vertx = vertx;
        real = vertx.eventBus();
    }

    Vertx vertx() {
        return proxy(
                Vertx.class,
                (self, method, arguments) ->
                        method.getName().equals("eventBus") ? watched : method.invoke(vertx, arguments));
    }

    List<String> calls() {
        return List.copyOf(calls);
    }

    private Object pass(Object self, Method method, Object[] arguments) throws ReflectiveOperationException {
        switch (method.getName()) {
            case "publish" -> calls.add(((DeliveryOptions) arguments[2]).isLocalOnly() ? "publish local" : "publish");
            case "consumer", "localConsumer" -> calls.add(method.getName());
            default -> {}
        }
        Object result = method.invoke(real, arguments);
        return result == real ? self : result;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
    }
}
