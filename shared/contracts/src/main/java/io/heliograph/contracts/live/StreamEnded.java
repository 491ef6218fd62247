package io.heliograph.contracts.live;

import io.heliograph.contracts.operations.Doc;

/** Why nothing follows any more. */
public record StreamEnded(
        @Doc(value = "The stable code of the problem, to branch on", required = true)
        String code,

        @Doc(value = "What is wrong this time", required = true)
        String detail,

        @Doc(value = "What the reader can do", required = true)
        String advice) {}
