package io.heliograph.web.clients;

/** All addresses that begin with the same bits, written 10.0.0.0/8; without a length, one address. */
final class Network {
    private final byte[] base;
    private final int bits;

    private Network(byte[] base, int bits) {
        this.base = base;
        this.bits = bits;
    }

    /** Throws {@link IllegalArgumentException} with what is wrong. */
    static Network parse(String text) {
        String[] parts = text.split("/", 2);
        byte[] base = Ip.read(parts[0])
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is neither an address nor a network such as 10.0.0.0/8"));
        int most = base.length * 8;
        int bits = parts.length == 1 ? most : length(text, parts[1], most);
        return new Network(base, bits);
    }

    private static int length(String text, String digits, int most) {
        try {
            int bits = Integer.parseInt(digits);
            if (bits >= 0 && bits <= most) {
                return bits;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is out of range.
        }
        throw new IllegalArgumentException("'" + text + "' takes a length of 0 to " + most + " behind the /");
    }

    boolean contains(byte[] address) {
        if (address.length != base.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != base[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || ((address[whole] ^ base[whole]) & 0xFF) >>> (8 - rest) == 0;
    }
}
