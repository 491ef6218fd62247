package io.heliograph.launcher.commands.bench.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a hub answered to a body of events. The one form of HTTP that hubs answer in is read, and nothing beyond it. */
record Reply(int status, boolean closes, String body) {
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final String LENGTH = "\r\ncontent-length:";
    private static final Pattern CLOSES = Pattern.compile("\r\nconnection:[^\r]*\\bclose\\b");
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"([\\w-]+)\"");

    /** Null while the answer is not there as a whole. Throws IllegalArgumentException if it cannot be understood. */
    static Reply read(Buffer bytes) {
        String text = bytes.toString(ISO_8859_1);
        int head = text.indexOf(END_OF_HEAD);
        if (head < 0) {
            return null;
        }
        int status = Integer.parseInt(text.substring(STATUS_AT, STATUS_AT + 3));
        String fields = text.substring(0, head).toLowerCase(Locale.ROOT);
        int body = head + END_OF_HEAD.length();
        int end = body + length(fields);
        return text.length() < end
                ? null
                : new Reply(status, CLOSES.matcher(fields).find(), text.substring(body, end));
    }

    private static int length(String head) {
        int at = head.indexOf(LENGTH);
        if (at < 0) {
            throw new IllegalArgumentException("an answer without a length");
        }
        int from = at + LENGTH.length();
        int end = head.indexOf("\r\n", from);
        return Integer.parseInt(
                head.substring(from, end < 0 ? head.length() : end).strip());
    }

    boolean ok() {
        return status >= 200 && status < 300;
    }

    /** Status and, where the hub names one, the code of the problem. */
    String kind() {
        Matcher code = CODE.matcher(body);
        return code.find() ? status + " " + code.group(1) : "HTTP " + status;
    }

    /** A number of the receipt; 0 if it is not in there. */
    int count(String name) {
        int at = body.indexOf("\"" + name + "\":");
        int count = 0;
        for (int i = at + name.length() + 3; at >= 0 && i < body.length() && Character.isDigit(body.charAt(i)); i++) {
            count = count * 10 + body.charAt(i) - '0';
        }
        return count;
    }
}
