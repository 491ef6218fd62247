package io.heliograph.contracts.acp;

import io.heliograph.contracts.operations.Doc;
import java.util.List;

/** Which messages that died are to be tried again. */
public record DeadMessageReplay(
        @Doc(value = "Their numbers, 1 to 1000", required = true)
        List<Long> ids) {
    public DeadMessageReplay {
        ids = Numbers.checked("ids", ids);
    }
}
