package io.heliograph.web.clients;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** Reads addresses as they are written, and never asks anybody for a name. */
final class Ip {
    private static final int PREFIX_OF_A_SITE = 8;

    private Ip() {}

    /** An address with or without a port, brackets or a zone; empty for anything else. */
    static Optional<byte[]> read(String text) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(withoutPort(text));
        return Optional.ofNullable(address).map(Ip::unmapped);
    }

    /** In the one form that every spelling of the same address has. */
    static String text(byte[] address) {
        return NetUtil.toAddressString(inet(address));
    }

    /** The address, or for IPv6 the network of 64 bits that one site has to itself. */
    static String site(byte[] address) {
        if (address.length == 4) {
            return text(address);
        }
        byte[] network = address.clone();
        Arrays.fill(network, PREFIX_OF_A_SITE, network.length, (byte) 0);
        return text(network) + "/64";
    }

    static boolean isLoopback(byte[] address) {
        return inet(address).isLoopbackAddress();
    }

    private static String withoutPort(String text) {
        String plain = text.strip();
        if (plain.startsWith("[")) {
            int end = plain.indexOf(']');
            return end < 0 ? "" : plain.substring(1, end);
        }
        int colon = plain.indexOf(':');
        return colon >= 0 && colon == plain.lastIndexOf(':') ? plain.substring(0, colon) : plain;
    }

    /** Java makes IPv4 of an IPv4 address that is written as IPv6. */
    private static byte[] unmapped(byte[] address) {
        return inet(address).getAddress();
    }

    private static InetAddress inet(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + address.length, e);
        }
    }
}
