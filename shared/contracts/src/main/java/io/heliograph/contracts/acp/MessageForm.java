package io.heliograph.contracts.acp;

import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.operations.Doc;
import java.time.Instant;

/** What the hub reads in a message. Members that are not named here pass through. */
public record MessageForm(
        @Doc(value = "What kind of message it is, such as telemetry_update", required = true)
        String type,

        @Doc(value = "What it says", required = true) RawJson payload,

        @Doc(value = "When it was written, RFC 3339 or epoch milliseconds", required = true)
        Instant timestamp,

        @Doc("The sender's own id: what bears it is stored once for each recipient")
        String id,

        @Doc("The agent that sends it") String from,

        @Doc("An agent's id, topic:<name>, or * for all; to the hub itself if left out")
        String to,

        @Doc("The id of the message that this one answers") String correlationId,

        @Doc("Where an answer is wanted") String replyTo,

        @Doc("How long it may wait to be acknowledged, in milliseconds")
        Long ttlMs,

        @Doc("0 to 9, the higher the sooner; 5 if left out") Integer priority,

        @Doc("The version of the protocol that it is written for, 1 or 1.x")
        String version,

        @Doc("true for receipts: the sender is told what becomes of it")
        Boolean receipts) {}
