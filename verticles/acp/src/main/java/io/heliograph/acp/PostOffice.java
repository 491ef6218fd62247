package io.heliograph.acp;

import io.heliograph.contracts.acp.AcpMessage;
import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.heliograph.contracts.acp.Sent;
import io.heliograph.contracts.acp.TopicName;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.store.acp.AgentTable;
import io.heliograph.store.acp.Draft;
import io.heliograph.store.acp.Fate;
import io.heliograph.store.acp.Mailboxes;
import io.heliograph.store.acp.TopicTable;
import io.heliograph.store.acp.TopicTable.Wish;
import io.heliograph.web.limits.KeyedRates;
import io.heliograph.web.limits.Overload;
import io.heliograph.web.limits.SharedRoom;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** From a message to the mailboxes of its recipients: durable there before it is answered, in the order of its sender. */
final class PostOffice {
    private static final int STATEMENT_BYTES = 4 << 20;
    private static final int ROW_BYTES = 256;
    private static final int MOST_SENDERS = 100_000;

    /** A sender whose recipient's mailbox is full is to give it time to be read. */
    private static final int FULL_RETRY_SECONDS = 5;

    private final AcpConfig config;
    private final Duration maxAhead;
    private final MessageReader reader;
    private final EventPort events;
    private final AgentTable agents;
    private final TopicTable topics;
    private final Postman postman;
    private final Contacts contacts;
    private final InstantSource clock;
    private final KeyedRates rates;
    private final SharedRoom room;
    private final Turns turns = new Turns();
    private final Batcher<List<Draft>, List<Fate>> batcher;
    private final Mailboxes mailboxes;
    private final Answers requests;

    PostOffice(AcpConfig config, AcpParts parts, Contacts contacts, LongSupplier nanos) {
        this.config = config;
        this.contacts = contacts;
        maxAhead = parts.maxAhead();
        reader = new MessageReader(config.messageSize(), config.maxTtl());
        events = parts.events();
        agents = parts.agents();
        topics = parts.topics();
        postman = parts.postman();
        clock = parts.clock();
        mailboxes = parts.mailboxes();
        requests = new Answers(parts, config.batch());
        rates = new KeyedRates(config.perSecond(), config.burst().toMillis() / 1e3, MOST_SENDERS, nanos);
        room = new SharedRoom(config.queue(), parts.projectShare());
        batcher = new Batcher<>(config.batch(), STATEMENT_BYTES, PostOffice::weight, this::write);
    }

    /** Refuses what is no message. */
    Message read(AcpMessage sent) {
        return reader.read(sent.document().text());
    }

    Future<Sent> send(Caller caller, AcpMessage sent) {
        String document = sent.document().text();
        Message message = read(sent);
        String sender = caller.project() + '\n' + (message.from() == null ? caller.subject() : message.from());
        throttle(sender);
        SharedRoom.Claim claim = room.claim(caller.project());
        if (!claim.tryGrow(document.length() + ROW_BYTES)) {
            throw Overload.refused("As many messages wait to be stored as may (acp.queue-size).");
        }
        contacts.note(caller.project(), message.from());
        boolean ahead = message.timestamp().isAfter(clock.instant().plus(maxAhead));
        // Steps that take a while must not let a later message of the same sender past.
        return turns.take(
                        sender,
                        () -> prepare(caller, message, document, ahead)
                                .map(plan -> new Storing(plan, stored(caller, message, ahead, document, plan))))
                .compose(storing -> storing.fates().map(fates -> answer(message, ahead, storing.plan(), fates)))
                .onComplete(answered -> claim.release());
    }

    /** To whom a message goes, and whether it has been taken in as an event. */
    private record Plan(List<String> recipients, boolean telemetry) {}

    /** A message that is on its way to its mailboxes. */
    private record Storing(Plan plan, Future<List<Fate>> fates) {}

    private void throttle(String sender) {
        long wait = rates.take(sender);
        if (wait > 0) {
            long seconds = (wait + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
            throw new Refused(Problem.of(
                            ProblemKind.AGENT_TOO_FAST,
                            "An agent may send " + config.perSecond() + " messages a second (acp.messages-per-second).")
                    .retryAfter((int) seconds));
        }
    }

    /** An answer goes to who waits for it, and telemetry is taken in; then it is known who the recipients are. */
    private Future<Plan> prepare(Caller caller, Message message, String document, boolean ahead) {
        return receiptsArrive(caller, message)
                .compose(sure -> requests.answered(caller.project(), message, document))
                .compose(waited -> {
                    boolean telemetry = message.isTelemetry() && !(waited && message.isForHub());
                    Future<Void> taken = telemetry
                            ? events.take(caller, TelemetryEvents.of(message, ahead))
                            : Future.succeededFuture();
                    return taken.compose(in -> recipients(caller, message))
                            .map(recipients -> new Plan(recipients, telemetry));
                });
    }

    /** Who asks for receipts must have a mailbox for them; nobody else is looked up. */
    private Future<Void> receiptsArrive(Caller caller, Message message) {
        if (!message.receipts()) {
            return Future.succeededFuture();
        }
        return agents.find(caller.project(), message.from()).map(sender -> {
            if (sender.isEmpty()) {
                throw Refused.parameter(
                        "receipts", "need a 'from' that has registered, since they come into its mailbox");
            }
            return null;
        });
    }

    private Future<List<String>> recipients(Caller caller, Message message) {
        if (message.isForHub()) {
            return Future.succeededFuture(List.of());
        }
        if (message.isForAll()) {
            return agents.all(caller.project(), config.recipients() + 2)
                    .map(all -> bounded(without(all, message.from()), message));
        }
        if (message.isForTopic()) {
            String topic = message.to().substring(Message.TOPIC.length());
            return topics.all(caller.project())
                    .map(wishes -> bounded(without(wanting(wishes, topic), message.from()), message));
        }
        return Future.succeededFuture(List.of(message.to()));
    }

    private static List<String> wanting(List<Wish> wishes, String topic) {
        return wishes.stream()
                .filter(wish -> TopicName.meet(wish.pattern(), topic))
                .map(Wish::agentId)
                .distinct()
                .toList();
    }

    /** Nobody gets what he said to many himself. */
    private static List<String> without(List<String> agents, String sender) {
        return agents.stream().filter(agent -> !agent.equals(sender)).toList();
    }

    private List<String> bounded(List<String> recipients, Message message) {
        long bytes = (long) recipients.size() * (message.payload().length() + ROW_BYTES);
        if (recipients.size() > config.recipients() || bytes > config.queue()) {
            throw new Refused(
                    ProblemKind.TOO_MANY_RECIPIENTS,
                    "A message goes to " + config.recipients() + " agents at the most (acp.max-recipients), and all of"
                            + " its copies together fit acp.queue-size.");
        }
        return recipients;
    }

    /** In the queue once this returns, so that the next one of the sender need not wait for more. */
    private Future<List<Fate>> stored(Caller caller, Message message, boolean ahead, String document, Plan plan) {
        List<String> recipients = plan.recipients();
        if (recipients.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        boolean ofMany = message.isForAll() || message.isForTopic();
        long ttl = message.ttlMillis() == null ? config.ttl().toMillis() : message.ttlMillis();
        Buffer bytes = Buffer.buffer(document);
        List<Draft> drafts = new ArrayList<>(recipients.size());
        for (String recipient : recipients) {
            drafts.add(new Draft(
                    new Recipient(caller.project(), recipient),
                    message.from(),
                    message.id(),
                    message.priority(),
                    bytes,
                    ahead,
                    message.receipts(),
                    ttl,
                    ofMany));
        }
        return batcher.add(drafts);
    }

    private static int weight(List<Draft> drafts) {
        return (int) Math.min(
                Integer.MAX_VALUE,
                drafts.size() * ((long) drafts.get(0).document().length() + ROW_BYTES));
    }

    private Future<List<List<Fate>>> write(List<List<Draft>> messages) {
        List<Draft> drafts = new ArrayList<>();
        messages.forEach(drafts::addAll);
        return mailboxes.post(drafts).map(posted -> {
            postman.tell(posted.toWake());
            List<List<Fate>> byMessage = new ArrayList<>(messages.size());
            int from = 0;
            for (List<Draft> each : messages) {
                byMessage.add(posted.fates().subList(from, from + each.size()));
                from += each.size();
            }
            return byMessage;
        });
    }

    private Sent answer(Message message, boolean ahead, Plan plan, List<Fate> fates) {
        boolean direct = !message.isForHub() && !message.isForAll() && !message.isForTopic();
        if (direct && fates.get(0) == Fate.UNKNOWN) {
            throw new Refused(
                    ProblemKind.UNKNOWN_AGENT, "No agent '" + message.to() + "' has registered in this project.");
        }
        if (direct && fates.get(0) == Fate.OVERFLOW) {
            throw new Refused(Problem.of(
                            ProblemKind.MAILBOX_FULL,
                            "The mailbox of '" + message.to() + "' is full (acp.mailbox-messages, acp.mailbox-size).")
                    .retryAfter(FULL_RETRY_SECONDS));
        }
        int known = fates.size() - Collections.frequency(fates, Fate.UNKNOWN);
        return new Sent(
                message.id(),
                known,
                Collections.frequency(fates, Fate.STORED),
                Collections.frequency(fates, Fate.DUPLICATE),
                Collections.frequency(fates, Fate.OVERFLOW),
                plan.telemetry(),
                ahead);
    }
}
