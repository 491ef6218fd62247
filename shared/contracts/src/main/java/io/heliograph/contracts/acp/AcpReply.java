package io.heliograph.contracts.acp;

import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.operations.Doc;

/** What an agent answered. */
public record AcpReply(
        @Doc(value = "The answer as its sender wrote it", required = true)
        RawJson message) {}
