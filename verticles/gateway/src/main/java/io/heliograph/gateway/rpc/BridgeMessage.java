package io.heliograph.gateway.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.heliograph.web.access.Credential;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a client of the event-bus bridge says. The body stays the bytes that came. */
record BridgeMessage(String type, String address, String replyAddress, Map<String, String> headers, Params body) {
    private static final int MAX_DEPTH = 64;
    private static final int LONGEST_ADDRESS = 200;
    private static final String BEARER = "bearer ";
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    /** Null if it is none. */
    static BridgeMessage read(byte[] message) {
        if (WellFormed.faultOf(message) != null) {
            return null;
        }
        try (JsonParser in = JSON.createParser(message)) {
            return in.nextToken() == JsonToken.START_OBJECT ? read(in, message) : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether the address is longer than any can be. */
    boolean isTooLong() {
        return address != null && address.length() > LONGEST_ADDRESS
                || replyAddress != null && replyAddress.length() > LONGEST_ADDRESS;
    }

    /** The one that stands in the headers, as it would in a request. */
    Credential credential() {
        String key = headers.get("x-api-key");
        String authorization = headers.get("authorization");
        String ticket = headers.get("ticket");
        if (key != null) {
            return new Credential.ApiKey(key);
        }
        if (ticket != null) {
            return new Credential.Ticket(ticket);
        }
        return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? Credential.bearer(authorization.substring(BEARER.length()).strip())
                : Credential.NONE;
    }

    private static BridgeMessage read(JsonParser in, byte[] message) throws IOException {
        String type = null;
        String address = null;
        String replyAddress = null;
        Map<String, String> headers = Map.of();
        Params body = Params.NONE;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            switch (name) {
                case "type" -> type = in.getValueAsString();
                case "address" -> address = in.getValueAsString();
                case "replyAddress" -> replyAddress = in.getValueAsString();
                case "headers" -> headers = headers(in);
                case "body" -> body = value.isStructStart() ? RequestReader.spanOf(in, message) : Params.NONE;
                default -> in.skipChildren();
            }
            if (in.currentToken().isStructStart()) {
                in.skipChildren();
            }
        }
        return new BridgeMessage(type, address, replyAddress, headers, body);
    }

    private static Map<String, String> headers(JsonParser in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            return headers;
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName().toLowerCase(Locale.ROOT);
            if (in.nextToken().isScalarValue()) {
                headers.put(name, in.getValueAsString());
            } else {
                in.skipChildren();
            }
        }
        return headers;
    }

    @Override
    public String toString() {
        return "BridgeMessage[" + type + "]";
    }
}
