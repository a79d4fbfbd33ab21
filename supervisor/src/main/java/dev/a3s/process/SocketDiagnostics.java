package dev.a3s.process;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the Linux kernel for listening TCP sockets, sock_diag(7). {@code /proc/net/tcp} has the same, but goes through
 * the table of all connections for it, which takes 5 ms where that is large and nothing is in it; this takes 0.05 ms.
 */
final class SocketDiagnostics {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int NETLINK_SOCK_DIAG = 4;
    private static final short SOCK_DIAG_BY_FAMILY = 20;
    private static final short NLM_F_REQUEST_DUMP = 0x301;
    private static final short NLMSG_ERROR = 2;
    private static final short NLMSG_DONE = 3;
    private static final byte IPPROTO_TCP = 6;
    private static final int LISTEN = 1 << 10; // TCP_LISTEN as a bit of idiag_states

    /** {@code struct nlmsghdr}, and behind it {@code struct inet_diag_req_v2} in a question. */
    private static final long HEADER = 16;
    private static final long QUESTION = HEADER + 56;
    /** {@code struct inet_diag_msg}: where a socket's port, owner and inode are. */
    private static final long PORT = HEADER + 4;
    private static final long USER = HEADER + 64;
    private static final long INODE = HEADER + 68;
    /** Bytes: the kernel puts as many answers into one read as fit, and never more than this. */
    private static final long MOST = 32 * 1024;

    private static final ValueLayout.OfShort BIG_ENDIAN_SHORT = ValueLayout.JAVA_SHORT_UNALIGNED
            .withOrder(ByteOrder.BIG_ENDIAN);

    /** A listening socket. */
    record Listener(int port, long user, long inode) {}

    private SocketDiagnostics() {}

    /** Every listening TCP socket of this network namespace; empty where the kernel does not answer, as in some sandboxes. */
    static Optional<List<Listener>> listeners() {
        int socket = Posix.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_SOCK_DIAG);
        if (socket < 0) {
            return Optional.empty();
        }
        try (var arena = Arena.ofConfined()) {
            var found = new ArrayList<Listener>();
            var buffer = arena.allocate(MOST, Long.BYTES);
            boolean answered = ask(socket, AF_INET, buffer, found);
            ask(socket, AF_INET6, buffer, found); // nothing where the kernel has no IPv6
            return answered ? Optional.of(found) : Optional.empty();
        } finally {
            Posix.close(socket);
        }
    }

    private static boolean ask(int socket, int family, MemorySegment buffer, List<Listener> found) {
        var question = buffer.asSlice(0, QUESTION).fill((byte) 0);
        question.set(ValueLayout.JAVA_INT, 0, (int) QUESTION);
        question.set(ValueLayout.JAVA_SHORT, 4, SOCK_DIAG_BY_FAMILY);
        question.set(ValueLayout.JAVA_SHORT, 6, NLM_F_REQUEST_DUMP);
        question.set(ValueLayout.JAVA_BYTE, HEADER, (byte) family);
        question.set(ValueLayout.JAVA_BYTE, HEADER + 1, IPPROTO_TCP);
        question.set(ValueLayout.JAVA_INT, HEADER + 4, LISTEN);
        if (Posix.write(socket, question) != QUESTION) {
            return false;
        }
        while (true) {
            long length = Posix.read(socket, buffer);
            if (length < HEADER) {
                return false;
            }
            for (long at = 0; at + HEADER <= length;) {
                var message = buffer.asSlice(at, length - at);
                int size = message.get(ValueLayout.JAVA_INT, 0);
                switch (message.get(ValueLayout.JAVA_SHORT, 4)) {
                    case NLMSG_DONE -> {
                        return true;
                    }
                    case SOCK_DIAG_BY_FAMILY -> found.add(listener(message));
                    case NLMSG_ERROR -> {
                        return false;
                    }
                    default -> throw new IllegalStateException("the kernel answers with a message of another kind");
                }
                at += (size + 3) & ~3; // NLMSG_ALIGN
            }
        }
    }

    private static Listener listener(MemorySegment message) {
        return new Listener(Short.toUnsignedInt(message.get(BIG_ENDIAN_SHORT, PORT)),
                Integer.toUnsignedLong(message.get(ValueLayout.JAVA_INT, USER)),
                Integer.toUnsignedLong(message.get(ValueLayout.JAVA_INT, INODE)));
    }
}
