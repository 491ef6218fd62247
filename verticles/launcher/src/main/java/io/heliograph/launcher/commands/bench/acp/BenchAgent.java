package io.heliograph.launcher.commands.bench.acp;

import io.vertx.core.http.WebSocket;
import java.util.HashMap;
import java.util.Map;

/** One connected agent of a measurement, which acknowledges what it gets. Belongs to the event loop. */
final class BenchAgent {
    private static final String MESSAGE = "{\"acp\":\"message\",\"seq\":";
    private static final String SENT = "{\"acp\":\"sent\",\"n\":";
    private static final String ERROR = "{\"acp\":\"error\",\"n\":";
    private static final String CONNECTED = "{\"acp\":\"connected\"";
    private static final String FIRST_ATTEMPT = ",\"attempt\":1,";

    private final String id;
    private final WebSocket socket;
    private final Map<Long, Long> underWay = new HashMap<>();
    private Listener listener;
    private Runnable onConnected;
    private long frames;

    /** Told what an agent hears. */
    interface Listener {
        /** A message came, for the first time or again. */
        void arrived(BenchAgent agent, String frame, boolean again);

        /** What was sent at the given time is stored. */
        default void stored(BenchAgent agent, long due) {}

        void refused(BenchAgent agent, String code, long due);

        void gone(BenchAgent agent);
    }

    BenchAgent(String id, WebSocket socket, Runnable onConnected) {
        this.id = id;
        this.socket = socket;
        this.onConnected = onConnected;
        socket.textMessageHandler(this::heard);
        socket.closeHandler(closed -> {
            if (listener != null) {
                listener.gone(this);
            }
        });
    }

    String id() {
        return id;
    }

    void listener(Listener told) {
        listener = told;
    }

    /** Sends a message that bears the time for which it counts. */
    void send(String to, String type, long due, String ownId, String filling) {
        underWay.put(frames + 1, due);
        say("{\"type\":\"" + type + "\",\"id\":\"" + ownId + "\",\"from\":\"" + id + "\",\"to\":\"" + to
                + "\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"payload\":{\"due\":" + due + ",\"filling\":\"" + filling
                + "\"}}");
    }

    /** Says something to the connection itself. */
    void say(String frame) {
        frames++;
        socket.writeTextMessage(frame);
    }

    void close() {
        listener = null;
        socket.close();
    }

    /** The time that a message of {@link #send} bears. */
    static long due(String frame) {
        return number(frame, frame.indexOf("\"due\":") + 6);
    }

    private void heard(String frame) {
        if (frame.startsWith(MESSAGE)) {
            say("{\"acp\":\"ack\",\"seqs\":[" + number(frame, MESSAGE.length()) + "]}");
            if (listener != null) {
                listener.arrived(this, frame, !frame.contains(FIRST_ATTEMPT));
            }
        } else if (frame.startsWith(SENT)) {
            Long due = underWay.remove(number(frame, SENT.length()));
            if (listener != null && due != null) {
                listener.stored(this, due);
            }
        } else if (frame.startsWith(ERROR)) {
            Long due = underWay.remove(number(frame, ERROR.length()));
            if (listener != null && due != null) {
                listener.refused(this, code(frame), due);
            }
        } else if (frame.startsWith(CONNECTED) && onConnected != null) {
            onConnected.run();
            onConnected = null;
        }
    }

    private static String code(String frame) {
        int from = frame.indexOf("\"code\":\"") + 8;
        return frame.substring(from, frame.indexOf('"', from));
    }

    private static long number(String text, int from) {
        long number = 0;
        for (int at = from; at < text.length() && Character.isDigit(text.charAt(at)); at++) {
            number = number * 10 + text.charAt(at) - '0';
        }
        return number;
    }
}
