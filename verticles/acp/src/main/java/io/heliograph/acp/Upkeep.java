package io.heliograph.acp;

import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.heliograph.contracts.json.Times;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.flow.Loop;
import io.heliograph.store.acp.AgentTable.Silent;
import io.heliograph.store.acp.ReceiptBox.Receipt;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What time brings: mail that no notice told of, receipts, what expires, and the silence of agents. Any node may do it. */
final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final int AT_ONCE = 1_000;
    private static final Duration RECEIPT_TTL = Duration.ofDays(1);

    private final AcpParts parts;
    private final Contacts contacts;
    private boolean underWay;

    Upkeep(AcpParts parts, Contacts contacts) {
        this.parts = parts;
        this.contacts = contacts;
    }

    /** One look after everything; none while the last one is under way. */
    Future<Void> run() {
        if (underWay) {
            return Future.succeededFuture();
        }
        underWay = true;
        return step(contacts::write)
                .compose(done -> step(this::ring))
                .compose(done -> step(() -> whileMany(this::receipts)))
                .compose(done -> step(() -> whileMany(() -> parts.deadLetters().buryExpired(AT_ONCE))))
                .compose(done -> step(() -> whileMany(() -> parts.taken().forget(AT_ONCE))))
                .compose(done -> step(() -> parts.requests().forget()))
                .compose(done -> step(this::silence))
                .onComplete(done -> underWay = false);
    }

    /** What fails is tried again at the next look; PostgreSQL's own watch says when it is away. */
    private static Future<Void> step(Supplier<Future<?>> step) {
        return Future.succeededFuture()
                .compose(now -> step.get())
                .onFailure(cause -> LOG.debug("a step of the upkeep failed", cause))
                .transform(done -> Future.succeededFuture());
    }

    private Future<?> ring() {
        Set<Recipient> watched = parts.doorbell().watched();
        if (watched.isEmpty()) {
            return Future.succeededFuture();
        }
        return parts.mailboxes().due(watched).onSuccess(parts.doorbell()::ring);
    }

    /** Again at once for as long as there is as much as goes at once. */
    private static Future<Void> whileMany(Supplier<Future<Integer>> step) {
        return Loop.whileMore(() -> step.get().map(done -> done == AT_ONCE));
    }

    private Future<Integer> receipts() {
        return parts.receipts()
                .move(AT_ONCE, this::document, RECEIPT_TTL.toMillis())
                .onSuccess(posted -> parts.postman().tell(posted.toWake()))
                .map(posted -> posted.fates().size());
    }

    private Buffer document(Receipt receipt) {
        StringBuilder json = new StringBuilder("{\"type\":\"acp.receipt\",\"payload\":{\"receipt\":");
        TelemetryEvents.text(json, receipt.receipt());
        TelemetryEvents.text(json.append(",\"message_id\":"), receipt.ownId());
        TelemetryEvents.text(json.append(",\"recipient\":"), receipt.agentId());
        json.append("},\"timestamp\":\"").append(Times.format(receipt.at()));
        TelemetryEvents.text(json.append("\",\"correlation_id\":"), receipt.ownId());
        TelemetryEvents.text(json.append(",\"to\":"), receipt.sender().agentId());
        return Buffer.buffer(json.append('}').toString());
    }

    private Future<?> silence() {
        return parts.agents().silent(AT_ONCE).compose(silent -> {
            Future<Void> told = Future.succeededFuture();
            for (Silent agent : silent) {
                told = told.compose(before -> tell(agent));
            }
            return told;
        });
    }

    /** The event's id makes it one, whichever nodes find out, and however often before it is noted. */
    private Future<Void> tell(Silent agent) {
        String since = Times.format(agent.lastContact());
        StringBuilder event = new StringBuilder("{\"type\":\"agent.silent\",\"source\":\"hub\",\"agent_id\":");
        TelemetryEvents.text(event, agent.agent().agentId());
        TelemetryEvents.text(
                event.append(",\"id\":"),
                "silent-" + Integer.toHexString(agent.agent().agentId().hashCode()) + '-' + since);
        event.append(",\"payload\":{\"last_contact\":\"").append(since);
        event.append("\",\"interval_ms\":").append(agent.intervalMs()).append("}}");
        Caller hub = new Caller("hub", agent.agent().project(), Set.of(Scope.EVENTS_WRITE));
        return parts.events()
                .take(hub, Buffer.buffer(event.toString()))
                .compose(taken -> parts.agents().fellSilent(agent));
    }
}
