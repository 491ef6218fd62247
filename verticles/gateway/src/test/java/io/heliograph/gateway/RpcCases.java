package io.heliograph.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the cases of {@code rpc/messages.txt}. */
final class RpcCases {
    private static final String NOTHING = "nothing";
    private static final Pattern SHORT = Pattern.compile("«([^»]*)»");
    private static final Pattern TIMES = Pattern.compile("(.+)\\*(\\d+)", Pattern.DOTALL);

    /** What is sent, and the pattern of what comes back by POST and on a socket; null for nothing. */
    record Case(String name, byte[] message, Pattern byPost, Pattern onSocket) {
        @Override
        public String toString() {
            return name;
        }
    }

    private RpcCases() {}

    static List<Case> read() {
        try (InputStream in = RpcCases.class.getResourceAsStream("/rpc/messages.txt")) {
            List<String> lines = new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isEmpty())
                    .toList();
            List<Case> cases = new ArrayList<>();
            for (int at = 0; at < lines.size(); at++) {
                String name = lines.get(at);
                byte[] message = bytes(after("-->", lines.get(++at)));
                String answer = after("<--", lines.get(++at));
                if (answer.startsWith("post: ")) {
                    String other = after("<-- socket:", lines.get(++at));
                    cases.add(new Case(name, message, pattern(answer.substring(6)), pattern(other)));
                } else {
                    cases.add(new Case(name, message, pattern(answer), pattern(answer)));
                }
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String after(String mark, String line) {
        if (!line.startsWith(mark + " ")) {
            throw new IllegalStateException("'" + mark + "' is wanted at: " + line);
        }
        return line.substring(mark.length() + 1);
    }

    private static Pattern pattern(String answer) {
        if (answer.equals(NOTHING)) {
            return null;
        }
        String whole = new String(bytes(answer), UTF_8);
        return Pattern.compile(
                Stream.of(whole.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")), Pattern.DOTALL);
    }

    private static byte[] bytes(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Matcher matcher = SHORT.matcher(text);
        int from = 0;
        while (matcher.find()) {
            out.writeBytes(text.substring(from, matcher.start()).getBytes(UTF_8));
            Matcher times = TIMES.matcher(matcher.group(1));
            out.writeBytes(
                    times.matches()
                            ? times.group(1)
                                    .repeat(Integer.parseInt(times.group(2)))
                                    .getBytes(UTF_8)
                            : HexFormat.ofDelimiter(" ").parseHex(matcher.group(1)));
            from = matcher.end();
        }
        out.writeBytes(text.substring(from).getBytes(UTF_8));
        return out.toByteArray();
    }
}
