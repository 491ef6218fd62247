package io.heliograph.web.audit;

/** Where a call came from: the door, the client's address, and the id of the request; each may be null. */
public record Origin(String door, String address, String requestId) {
    /** What the hub does by itself. */
    public static final Origin HUB = new Origin("hub", null, null);

    /** The same, through another door. */
    public Origin through(String other) {
        return new Origin(other, address, requestId);
    }

    public Origin {
        door = Act.plain(door);
        address = Act.plain(address);
        requestId = Act.plain(requestId);
    }
}
