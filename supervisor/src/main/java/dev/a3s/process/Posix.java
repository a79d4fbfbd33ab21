package dev.a3s.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * The few calls of the C library that the JDK has no method for. Wants {@code --enable-native-access}. Each is invoked
 * exactly: what {@code invokeWithArguments} makes of a call at run time are classes that no archive keeps.
 */
final class Posix {
    private static final MethodHandle KILL = function("kill",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle GETSID = function("getsid",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle GETUID = function("getuid", FunctionDescriptor.of(ValueLayout.JAVA_INT));
    private static final MethodHandle MKFIFO = function("mkfifo",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private static final MethodHandle GETPAGESIZE = function("getpagesize",
            FunctionDescriptor.of(ValueLayout.JAVA_INT));

    private static final MethodHandle SOCKET = function("socket",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT));
    private static final FunctionDescriptor TRANSFER = FunctionDescriptor.of(ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    private static final MethodHandle READ = function("read", TRANSFER);
    private static final MethodHandle WRITE = function("write", TRANSFER);
    private static final MethodHandle CLOSE = function("close",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private Posix() {}

    /**
     * kill(2).
     *
     * @param pid a process, or a group when negative
     * @return whether a process was there and could be signalled
     */
    static boolean kill(long pid, Signal signal) {
        if (pid == 0 || pid == -1 || pid == 1) {
            throw new IllegalArgumentException("refusing to signal " + pid);
        }
        try {
            return (int) KILL.invokeExact(Math.toIntExact(pid), signal.number()) == 0;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** The session of a process, getsid(2); -1 when it is gone. */
    static long session(long pid) {
        try {
            return (int) GETSID.invokeExact(Math.toIntExact(pid));
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** The real user of this process. */
    static long user() {
        return Integer.toUnsignedLong(call(GETUID));
    }

    /** The size of a page of memory, in bytes. */
    static long pageSize() {
        return call(GETPAGESIZE);
    }

    /** A FIFO that only this user can open, mkfifo(3). */
    static void makeFifo(Path path) throws IOException {
        try (var arena = Arena.ofConfined()) {
            if ((int) MKFIFO.invokeExact(arena.allocateFrom(path.toString()), 0600) != 0) {
                throw new IOException("cannot create the FIFO " + path);
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** socket(2): a file descriptor, to be {@link #close closed}, or -1. */
    static int socket(int domain, int type, int protocol) {
        try {
            return (int) SOCKET.invokeExact(domain, type, protocol);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** read(2): how many bytes came, or -1. */
    static long read(int descriptor, MemorySegment into) {
        return transfer(READ, descriptor, into);
    }

    /** write(2): how many bytes went, or -1. */
    static long write(int descriptor, MemorySegment bytes) {
        return transfer(WRITE, descriptor, bytes);
    }

    /** close(2). */
    static void close(int descriptor) {
        try {
            int _ = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static long transfer(MethodHandle function, int descriptor, MemorySegment bytes) {
        try {
            return (long) function.invokeExact(descriptor, bytes, bytes.byteSize());
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static int call(MethodHandle function) {
        try {
            return (int) function.invokeExact();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }
}
