package dev.a3s.logs;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * Gives the beginning of a file back to the file system and leaves everything else as it is: the length, the offsets,
 * and whatever somebody appends at that moment. Linux: fallocate(2) with FALLOC_FL_PUNCH_HOLE, known to ext4, XFS, Btrfs
 * and tmpfs. macOS: fcntl(2) with F_PUNCHHOLE, known to APFS; written from its header and not run. Wants
 * {@code --enable-native-access}.
 */
final class Holes {
    private static final boolean MACOS = System.getProperty("os.name").startsWith("Mac");
    private static final long BLOCK = 4096;
    private static final int READ_WRITE = 2;
    private static final int KEEP_SIZE_AND_PUNCH_HOLE = 0x01 | 0x02;
    private static final int F_PUNCHHOLE = 99;

    private static final MethodHandle OPEN = function("open", FunctionDescriptor.of(ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private static final MethodHandle CLOSE = function("close",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle PUNCH = MACOS
            ? function("fcntl", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS), Linker.Option.firstVariadicArg(2))
            : function("fallocate", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));

    private Holes() {}

    /**
     * Frees all whole blocks before a place; doing so again is harmless.
     *
     * @throws IOException where the file system cannot do it
     */
    static void punch(Path file, long before) throws IOException {
        long length = before - before % BLOCK;
        if (length == 0) {
            return;
        }
        try (var arena = Arena.ofConfined()) {
            int descriptor = (int) OPEN.invokeExact(arena.allocateFrom(file.toString()), READ_WRITE);
            if (descriptor < 0) {
                throw new IOException("cannot open " + file);
            }
            int result = MACOS ? punchMac(arena, descriptor, length)
                    : (int) PUNCH.invokeExact(descriptor, KEEP_SIZE_AND_PUNCH_HOLE, 0L, length);
            int _ = (int) CLOSE.invokeExact(descriptor);
            if (result != 0) {
                throw new IOException("the file system of " + file + " cannot free the beginning of a file");
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** {@code struct fpunchhole { unsigned int fp_flags; unsigned int reserved; off_t fp_offset; off_t fp_length; }}. */
    private static int punchMac(Arena arena, int descriptor, long length) throws Throwable {
        var hole = arena.allocate(24, 8);
        hole.set(ValueLayout.JAVA_LONG, 16, length);
        return (int) PUNCH.invokeExact(descriptor, F_PUNCHHOLE, hole);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, options);
    }
}
