package io.heliograph.launcher.hub;

import static io.heliograph.launcher.hub.Undo.await;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Deploys verticles one after the other, and sees to it that they go in the reverse order. */
final class Deployments {
    private final Vertx vertx;
    private final Undo undo;

    Deployments(Vertx vertx, Undo undo) {
        this.vertx = vertx;
        this.undo = undo;
    }

    void add(String what, Supplier<? extends Deployable> verticle) {
        add(what, 1, verticle);
    }

    void add(String what, int instances, Supplier<? extends Deployable> verticle) {
        add(what, new DeploymentOptions().setInstances(instances), verticle);
    }

    void add(String what, DeploymentOptions how, Supplier<? extends Deployable> verticle) {
        String id = await(vertx.deployVerticle(verticle, how));
        undo.with(what, () -> vertx.undeploy(id));
    }
}
