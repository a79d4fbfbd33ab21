package dev.a3s.proxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** The two addresses of this machine, made from their bytes so that no resolver is asked. */
public final class Localhost {
    public static final InetAddress V4 = address(127, 0, 0, 1);
    public static final InetAddress V6 = address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    public static final List<InetAddress> BOTH = List.of(V4, V6);

    private Localhost() {}

    private static InetAddress address(int... octets) {
        var bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of 4 or 16 bytes is always one", e);
        }
    }
}
