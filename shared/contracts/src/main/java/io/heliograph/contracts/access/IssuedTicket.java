package io.heliograph.contracts.access;

import io.heliograph.contracts.operations.Doc;
import java.time.Instant;

/** A ticket for one socket. */
public record IssuedTicket(
        @Doc(value = "To be put into the socket's address as ?ticket=; good for one socket", required = true)
        String ticket,

        @Doc(value = "Until when it can be used", required = true)
        Instant expiresAt) {
    @Override
    public String toString() {
        return "IssuedTicket[***]";
    }
}
