package io.heliograph.intake;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The patterns that the hub brings along. They are possessive wherever a text could otherwise make them try for long. */
final class NamedRules {
    private static final Predicate<String> ALWAYS = found -> true;

    private static final String EMAIL =
            "(?<![\\p{L}\\p{N}_%+.-])[\\p{L}\\p{N}_%+.-]{1,64}+" + "@(?:[\\p{L}\\p{N}-]{1,63}+\\.){1,8}\\p{L}{2,24}";

    private static final String BEARER_TOKEN = "(?i)\\bbearer\\s{1,8}+[\\w.~+/=-]{8,}+";

    private static final String CARD_BEGINS = "(?=4|5[1-5]|2[2-7]|3[04-8]|6[045])";
    private static final String CREDIT_CARD = "(?<![\\d.])" + CARD_BEGINS + "\\d(?:[ -]?\\d){12,18}(?!\\d)";
    private static final int LEAST_DIGITS_OF_CARD = 13;

    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final String IP = "(?<![\\w.])" + BYTE + "(?:\\." + BYTE + "){3}(?!\\w|\\.\\d)"
            + "|(?<![\\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\\w:])";

    /** Kinds of keys that are known by how they begin, a JSON web token, and a private key in PEM. */
    private static final String API_KEY = String.join(
            "|",
            List.of(
                    "\\b(?:sk|pk|rk)[-_][\\w-]{16,}+",
                    "\\bgh[pousr]_\\w{30,}+",
                    "\\bgithub_pat_\\w{30,}+",
                    "\\bglpat-[\\w-]{20,}+",
                    "\\bxox[abeprs]-[\\w-]{10,}+",
                    "\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b",
                    "\\bAIza[\\w-]{35}",
                    "\\bhf_\\w{30,}+",
                    "\\beyJ[\\w-]{8,}+\\.[\\w-]{8,}+\\.[\\w-]*+",
                    "-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----[\\w+/=\\s]*+(?:-----END [A-Z ]{0,32}PRIVATE KEY-----)?"));

    private static final int LEAST_KEY = 10;

    private static final Map<String, TextRule> ALL = new TreeMap<>(Map.of(
            "email", new TextRule(Pattern.compile(EMAIL), (in, from, to) -> count(in, from, to, "@") > 0, ALWAYS),
            "bearer-token", new TextRule(Pattern.compile(BEARER_TOKEN), NamedRules::hasBearer, ALWAYS),
            "credit-card", new TextRule(Pattern.compile(CREDIT_CARD), NamedRules::hasCard, NamedRules::passesLuhn),
            "ip", new TextRule(Pattern.compile(IP), NamedRules::hasAddress, NamedRules::isAddress),
            "api-key", new TextRule(Pattern.compile(API_KEY), NamedRules::hasKey, ALWAYS)));

    private NamedRules() {}

    /** The rule of this name. Throws IllegalArgumentException if there is none. */
    static TextRule named(String name) {
        TextRule rule = ALL.get(name);
        if (rule == null) {
            throw new IllegalArgumentException("'" + name + "' is none of " + String.join(", ", ALL.keySet())
                    + "; patterns of your own go to masking.expressions");
        }
        return rule;
    }

    private static boolean hasBearer(byte[] in, int from, int to) {
        for (int at = from; at < to; at++) {
            if ((in[at] | 0x20) == 'b' && (in[at + 1] | 0x20) == 'e' && (in[at + 2] | 0x20) == 'a') {
                return true;
            }
        }
        return false;
    }

    private static boolean hasCard(byte[] in, int from, int to) {
        return count(in, from, to, "0123456789") >= LEAST_DIGITS_OF_CARD;
    }

    private static boolean hasAddress(byte[] in, int from, int to) {
        return count(in, from, to, ".") >= 3 || count(in, from, to, ":") >= 2;
    }

    /** Whether a long word holds more than small letters. */
    private static boolean hasKey(byte[] in, int from, int to) {
        int length = 0;
        int letters = 0;
        for (int at = from; at < to; at++) {
            boolean small = in[at] >= 'a' && in[at] <= 'z';
            boolean inWord = small || Character.isLetterOrDigit(in[at]) || in[at] == '-' || in[at] == '_';
            length = inWord ? length + 1 : 0;
            letters = small ? letters + 1 : inWord ? letters : 0;
            if (length >= LEAST_KEY && letters < length) {
                return true;
            }
        }
        return false;
    }

    private static int count(byte[] in, int from, int to, String characters) {
        int count = 0;
        for (int at = from; at < to; at++) {
            count += characters.indexOf(in[at]) >= 0 ? 1 : 0;
        }
        return count;
    }

    private static boolean passesLuhn(String found) {
        int sum = 0;
        int place = 0;
        for (int at = found.length() - 1; at >= 0; at--) {
            int digit = Character.digit(found.charAt(at), 10);
            if (digit >= 0) {
                int worth = place++ % 2 == 0 ? digit : digit * 2;
                sum += worth > 9 ? worth - 9 : worth;
            }
        }
        return sum % 10 == 0;
    }

    /** A time of day looks almost like an address of version 6, which has eight parts or leaves some out. */
    private static boolean isAddress(String found) {
        boolean versionFour = found.indexOf(':') < 0;
        long colons = found.chars().filter(c -> c == ':').count();
        return versionFour || found.length() > 2 && (colons == 7 || found.contains("::"));
    }
}
