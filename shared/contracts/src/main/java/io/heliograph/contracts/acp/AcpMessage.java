package io.heliograph.contracts.acp;

import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.operations.Whole;

/** A message as its sender wrote it; it goes out byte for byte the same. */
@Whole(MessageForm.class)
public record AcpMessage(
        @Doc(value = "The message", required = true) RawJson document) {}
