package io.heliograph.acp;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.store.Database;
import io.heliograph.store.acp.AgentTable;
import io.heliograph.store.acp.BroadcastTable;
import io.heliograph.store.acp.DeadLetters;
import io.heliograph.store.acp.Mailboxes;
import io.heliograph.store.acp.ReceiptBox;
import io.heliograph.store.acp.RequestTable;
import io.heliograph.store.acp.SessionTable;
import io.heliograph.store.acp.TakenIds;
import io.heliograph.store.acp.TopicTable;
import java.time.Duration;
import java.time.InstantSource;

/** What a node has for its messages. A project may hold {@code projectShare} percent of what is shared. */
record AcpParts(
        Bus bus,
        String node,
        EventPort events,
        AgentTable agents,
        SessionTable sessions,
        TopicTable topics,
        Mailboxes mailboxes,
        Handout handout,
        DeadLetters deadLetters,
        ReceiptBox receipts,
        TakenIds taken,
        RequestTable requests,
        BroadcastTable broadcasts,
        Doorbell doorbell,
        Postman postman,
        Sessions live,
        Duration maxAhead,
        int projectShare,
        InstantSource clock) {
    static AcpParts of(
            AcpConfig config,
            Bus bus,
            String node,
            Database database,
            EventPort events,
            Duration maxAhead,
            int projectShare,
            InstantSource clock) {
        Doorbell doorbell = new Doorbell();
        Postman postman = new Postman(bus, node, doorbell);
        Mailboxes mailboxes = new Mailboxes(database, config.mailboxes());
        SessionTable sessions = new SessionTable(database, config.lease());
        return new AcpParts(
                bus,
                node,
                events,
                new AgentTable(database, config.stateSize(), config.mailboxes().deadLetters()),
                sessions,
                new TopicTable(database, config.subscriptions()),
                mailboxes,
                new Handout(mailboxes, config.batch()),
                new DeadLetters(database, config.mailboxes()),
                new ReceiptBox(database, config.mailboxes()),
                new TakenIds(database),
                new RequestTable(database),
                new BroadcastTable(database),
                doorbell,
                postman,
                new Sessions(sessions, postman, node),
                maxAhead,
                projectShare,
                clock);
    }
}
