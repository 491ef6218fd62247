package io.heliograph.contracts.problems;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every way in which the hub says no: the whole catalogue, with what each door answers and what the caller can do. */
public enum ProblemKind {
    // A request as a whole.
    MALFORMED_REQUEST(400, 4003, "The request cannot be read as HTTP", "Check its line, its headers and its lengths."),
    MALFORMED_JSON(400, -32700, "The body is not valid JSON", "Send one JSON document, or one per line as NDJSON."),
    INVALID_REQUEST(
            400,
            -32600,
            "The message is no JSON-RPC request",
            "Send {\"jsonrpc\": \"2.0\", \"method\": …, \"params\": …, \"id\": …}, or an array of them."),
    EMPTY_BODY(400, -32602, "The body is empty", "Send at least one event."),
    NOTHING_ACCEPTED(400, 4000, "No event in the body was acceptable", "See 'rejected' for the reason of each."),
    INVALID_PARAMETER(400, -32602, "A parameter has a value that cannot be used", "See 'errors' for what is accepted."),
    UNKNOWN_PARAMETER(400, -32602, "A parameter is not known here", "See 'errors' for the nearest known one."),
    MISSING_PARAMETER(400, -32602, "A required parameter is missing", "Add the parameters named in 'errors'."),
    BAD_CURSOR(400, -32602, "The cursor is not one that this list gave out", "Start again without 'cursor'."),
    DAMAGED_ENCODING(400, 4001, "The compressed body is cut short or damaged", "Send the whole stream again."),
    MALFORMED_MESSAGEPACK(
            400,
            4002,
            "The body is not valid MessagePack",
            "Send one map, or one array of maps, and all of its bytes."),
    KEY_IN_URL(
            400,
            4004,
            "A key or token stands in the address",
            "Addresses end up in logs: send it in a header, and for a socket ask POST /tickets for a ticket. Think of"
                    + " revoking this one."),
    UNAUTHENTICATED(
            401,
            4010,
            "No valid credential came with the call",
            "Send one key in the X-API-KEY header, or one key or token as Authorization: Bearer."),
    FORBIDDEN(403, 4030, "The caller lacks the scope for this", "Use a credential that has the scope named here."),
    FOREIGN_ORIGIN(
            403,
            4031,
            "The page's origin may not use the hub",
            "Add the origin to http.allowed-origins, if it is yours."),
    NOT_FOUND(404, 4040, "There is no such thing", "Check the id; it may also have expired."),
    UNKNOWN_AGENT(
            404, 4046, "No agent of this id has registered", "Check the id, or register the agent with POST /agents."),
    NO_SUCH_ROUTE(404, -32601, "There is no such route", "See /docs for the routes that exist."),
    NO_SUCH_METHOD(404, -32601, "There is no such method", "Call rpc.discover for the methods that exist."),
    METHOD_NOT_ALLOWED(
            405,
            4050,
            "The route exists, but not with this method",
            "See /openapi.json for the methods that it takes."),
    TOO_MANY_ACCESS_KEYS(
            409, 4090, "The project has as many keys as it may have", "Revoke those that nobody uses any more."),
    TOO_MANY_AGENTS(
            409, 4096, "The project has as many agents as it may have", "Let those leave that are there no more."),
    TOO_MANY_SUBSCRIPTIONS(
            409,
            4097,
            "The project has as many subscriptions to topics as it may have",
            "End those that nobody needs any more."),
    DISPLACED(
            409,
            4098,
            "The agent has connected anew, and this is its older connection",
            "Keep one connection for each agent id."),
    REQUEST_TIMEOUT(408, 4080, "The request took too long to arrive", "Send it again, in one go."),
    FLEET_IN_PANIC(
            409,
            4091,
            "The fleet is told to stand still",
            "End the panic with POST /fleet/resume before anything is started."),
    BODY_TOO_LARGE(413, 4130, "The body is over the limit", "Send smaller batches."),
    TOO_MANY_EVENTS(413, 4131, "The batch holds more events than allowed", "Send smaller batches."),
    ANSWER_TOO_LARGE(
            413,
            4132,
            "The answers of the batch are over the limit",
            "Send this call again, in a batch with fewer others; it was not made."),
    PAGE_TOO_LARGE(
            413,
            4138,
            "The page would be over the limit",
            "Ask for fewer with 'page_size', or use 'limit' and follow 'next': such a page ends earlier."),
    MESSAGE_TOO_LARGE(413, 4136, "The message is over the size limit", "Send less in one message."),
    TOO_MANY_RECIPIENTS(413, 4137, "The message has more recipients than it may have", "Send it to a narrower topic."),
    URI_TOO_LONG(414, 4140, "The request line is too long", "Ask for less in one request."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            4150,
            "The content type is not one that is read here",
            "Send application/json, application/x-ndjson or application/msgpack."),
    UNSUPPORTED_ENCODING(
            415,
            4151,
            "The content encoding is not one that is read here",
            "Send the body plain, or with gzip or zstd."),
    WINDOW_TOO_LARGE(
            415,
            4152,
            "The zstd stream takes a larger window than is allowed",
            "Pack it with a window of 8 MiB at most (window_log 23, no --long, no --ultra), or use gzip."),
    MISDIRECTED(
            421,
            4210,
            "The hub does not go by this name",
            "Use the address that the hub listens on, or add the name to http.allowed-hosts."),
    RATE_LIMITED(
            429,
            4290,
            "The project sends more than its rate",
            "Wait for as long as Retry-After says; nothing of this request was kept."),
    AGENT_TOO_FAST(
            429,
            4296,
            "The agent sends more messages than it may",
            "Wait for as long as Retry-After says; this message was not kept."),
    HEADERS_TOO_LARGE(431, 4310, "The headers are too large", "Send fewer or shorter headers."),
    TOO_MANY_FAILURES(
            429,
            4291,
            "Too many credentials from this address were refused",
            "Wait for as long as Retry-After says, and put the credential right."),

    // One event of a batch.
    NOT_AN_OBJECT(400, 4100, "An event is a JSON object", "Send {\"type\": …, \"payload\": {…}}."),
    MISSING_FIELD(400, 4101, "A required field is missing", "Add the field."),
    WRONG_TYPE(400, 4102, "A field has the wrong JSON type", "Send the field as the type named here."),
    EMPTY_FIELD(400, 4103, "A field is empty", "Give it a value, or leave it out."),
    TOO_LONG(400, 4104, "A name or text is over its length", "Shorten it."),
    CONTROL_CHARACTER(
            400, 4105, "A control character stands where none may", "Escape or remove it; \\u0000 is never stored."),
    INVALID_UTF8(400, 4106, "The bytes are not valid UTF-8", "Encode the body as UTF-8, without a byte order mark."),
    LONE_SURROGATE(
            400, 4107, "Half of a surrogate pair stands alone", "Escape both halves, or send the character as UTF-8."),
    DUPLICATE_KEY(400, 4108, "A key stands twice in one object", "Keep one of them."),
    NUMBER_OUT_OF_RANGE(
            400,
            4109,
            "A number is beyond what can be stored exactly",
            "Send integers within 64 bits, decimals within a double, or a string."),
    NESTED_TOO_DEEP(400, 4110, "The event is nested too deeply", "Flatten it."),
    TOO_MANY_KEYS(400, 4111, "An object has too many keys", "Split it."),
    EVENT_TOO_LARGE(400, 4112, "The event is over the size limit", "Send less in one event."),
    BAD_TIMESTAMP(
            400,
            4113,
            "The timestamp cannot be read",
            "Send RFC 3339, such as 2026-01-31T12:00:00Z, or epoch milliseconds."),
    TIMESTAMP_TOO_OLD(
            400,
            4114,
            "The timestamp is older than what is kept",
            "Check the sender's clock, or raise retention.max-age."),
    TIMESTAMP_IN_FUTURE(400, 4115, "The timestamp lies in the future", "Check the sender's clock."),

    // The hub itself.
    INTERNAL(500, -32603, "The hub failed", "Try again; if it stays, look for the request id in the hub's log."),
    AGENT_FAILED(
            502,
            5020,
            "The agent did not start",
            "See 'detail' for what it came to; what the hub runs itself is tried again until it is told to stop, all else is not."),
    JOURNAL_FULL(503, 5030, "The journal is full", "Wait and send again; nothing of this request was kept."),
    JOURNAL_FAILED(
            503,
            5031,
            "This node can no longer write its journal",
            "Send to another node; this one needs its operator. What was sent may have been kept: send it with its ids or its"
                    + " Idempotency-Key."),
    DATABASE_UNAVAILABLE(503, 5032, "The database does not answer", "Try again; events are still accepted meanwhile."),
    OVERLOADED(
            503,
            5034,
            "The node holds as many requests as it can",
            "Wait and send again; nothing of this request was kept."),
    MAILBOX_FULL(
            503,
            5038,
            "The mailbox of the recipient is full",
            "Wait and send again; nothing of this message was kept."),
    READER_BEHIND(
            503,
            5036,
            "The reader of a stream is too far behind",
            "Read faster or filter more, and go on with the last 'resume' that came."),
    NOT_SERVED(503, 5033, "No node serves this at the moment", "Try again; see /cluster for the roles that are up."),
    TOKEN_KEYS_UNAVAILABLE(
            503,
            5035,
            "The keys that tokens are signed with cannot be had",
            "Try again; if it stays, tell the operator of the hub to look at auth.jwt.jwks."),
    NO_ANSWER(504, 5040, "The answer did not come in time", "Ask for less, or try again.");

    private static final Map<String, ProblemKind> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ProblemKind::code, Function.identity()));

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final int status;
    private final int rpcCode;
    private final String title;
    private final String advice;

    ProblemKind(int status, int rpcCode, String title, String advice) {
        this.status = status;
        this.rpcCode = rpcCode;
        this.title = title;
        this.advice = advice;
    }

    public static Optional<ProblemKind> byCode(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** The stable name that callers may branch on. */
    public String code() {
        return code;
    }

    public int status() {
        return status;
    }

    public int rpcCode() {
        return rpcCode;
    }

    public String title() {
        return title;
    }

    public String advice() {
        return advice;
    }

    /** Whether the same call may succeed later without a change by the caller. */
    public boolean retryable() {
        return status >= 500
                || this == REQUEST_TIMEOUT
                || this == RATE_LIMITED
                || this == TOO_MANY_FAILURES
                || this == AGENT_TOO_FAST;
    }
}
