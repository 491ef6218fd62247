package io.heliograph.contracts.acp;

import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.contracts.problems.ProblemKind;
import java.time.Duration;

/** What can be done with messages between agents: send them, fetch them, acknowledge them. */
public final class AcpOperations {
    /** Why a message is not taken, however it is sent. */
    private static final ProblemKind[] NOT_POSTED = {
        ProblemKind.MISSING_FIELD,
        ProblemKind.WRONG_TYPE,
        ProblemKind.BAD_TIMESTAMP,
        ProblemKind.UNKNOWN_AGENT,
        ProblemKind.MESSAGE_TOO_LARGE,
        ProblemKind.AGENT_TOO_FAST,
        ProblemKind.TOO_MANY_RECIPIENTS,
        ProblemKind.MAILBOX_FULL
    };

    public static final Operation<AcpMessage, Sent> SEND = Operation.named(
                    "acp.send",
                    AcpMessage.class,
                    Sent.class,
                    Scope.ACP_WRITE,
                    "Sends a message to an agent, a topic or all, and answers once it is stored; without 'to' it becomes an event.")
            .post("/acp", 202)
            .refuses(NOT_POSTED);

    public static final Operation<AcpMessage, AcpReply> REQUEST = Operation.named(
                    "acp.request",
                    AcpMessage.class,
                    AcpReply.class,
                    Scope.ACP_WRITE,
                    "Sends a message with an id to an agent and waits for the one that answers it, as long as ttl_ms says, 15 s"
                            + " if it says nothing, 30 s at the most.")
            .within(Duration.ofSeconds(InboxQuery.MOST_WAIT + 15L))
            .post("/acp/request", 200)
            .refuses(NOT_POSTED);

    public static final Operation<InboxQuery, Inbox> INBOX = Operation.named(
                    "acp.inbox",
                    InboxQuery.class,
                    Inbox.class,
                    Scope.ACP_READ,
                    "Hands out an agent's messages, and waits for the first if asked to; each comes again unless it is acknowledged.")
            .within(Duration.ofSeconds(InboxQuery.MOST_WAIT + 15L))
            .get("/acp/inbox")
            .refuses(ProblemKind.UNKNOWN_AGENT);

    public static final Operation<Acknowledgement, Acknowledged> ACK = Operation.named(
                    "acp.ack",
                    Acknowledgement.class,
                    Acknowledged.class,
                    Scope.ACP_READ,
                    "Takes messages out of an agent's mailbox for good.")
            .post("/acp/ack", 200)
            .refuses(ProblemKind.UNKNOWN_AGENT);

    public static final Operation<TopicWish, TopicWishes> SUBSCRIBE = Operation.named(
                    "acp.subscribe",
                    TopicWish.class,
                    TopicWishes.class,
                    Scope.ACP_READ,
                    "Lets an agent hear of a topic, connected or not, and gives all that it hears of.")
            .post("/acp/topics", 200)
            .changes()
            .refuses(ProblemKind.UNKNOWN_AGENT, ProblemKind.TOO_MANY_SUBSCRIPTIONS);

    public static final Operation<TopicWish, TopicWishes> UNSUBSCRIBE = Operation.named(
                    "acp.unsubscribe",
                    TopicWish.class,
                    TopicWishes.class,
                    Scope.ACP_READ,
                    "Lets an agent hear of a topic no more, and gives what is left.")
            .delete("/acp/topics")
            .changes()
            .refuses(ProblemKind.UNKNOWN_AGENT);

    public static final Operation<DeadMessageQuery, DeadMessagePage> DEAD_LETTERS = Operation.named(
                    "acp.dead-letters",
                    DeadMessageQuery.class,
                    DeadMessagePage.class,
                    Scope.ACP_READ,
                    "Lists messages that expired, found no room or were never acknowledged, newest first.")
            .get("/acp/dead-letters");

    public static final Operation<DeadMessageReplay, MessagesReplayed> REPLAY = Operation.named(
                    "acp.replay",
                    DeadMessageReplay.class,
                    MessagesReplayed.class,
                    Scope.ACP_WRITE,
                    "Puts messages that died back into their mailboxes.")
            .post("/acp/dead-letters/replay", 200)
            .changes();

    public static final Operation<DeadMessageDeletion, MessagesDeleted> DELETE = Operation.named(
                    "acp.delete",
                    DeadMessageDeletion.class,
                    MessagesDeleted.class,
                    Scope.ACP_WRITE,
                    "Forgets messages that died.")
            .post("/acp/dead-letters/delete", 200)
            .changes();

    private AcpOperations() {}
}
