package io.heliograph.contracts.events;

import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.operations.Doc;
import java.time.Instant;

/** An event as a sender writes it. Members that are not named here become part of the payload. */
public record EventInput(
        @Doc(value = "Dotted lower case name of what happened, such as hardware.gpu", required = true)
        String type,

        @Doc("Where it comes from: a service, a host, a module")
        String source,

        @Doc("The agent that it is about") String agentId,

        @Doc("When it happened; without a zone it is UTC; the time of receipt if left out")
        Instant timestamp,

        @Doc(
                "Your own id, within your project: an event that comes again under it is stored once, whichever node it is sent to")
        String id,

        @Doc("Any JSON object") RawJson payload) {}
