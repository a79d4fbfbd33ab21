package dev.a3s.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * A small UTF-8 file in memory.
 *
 * @param text    without a byte order mark; U+FFFD stands for what is not UTF-8
 * @param invalid the offset in {@code text} of the first such place
 */
record TextFile(String text, OptionalInt invalid) {

    /** Larger is refused; no person writes a file of this size. */
    static final int MAX_BYTES = 1 << 20;

    /** Why a file was not read, in words for the user. */
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /**
     * Reads a regular file; anything else, such as a FIFO, could keep its reader waiting.
     *
     * @throws Unreadable if it is missing, something else, too large, or not UTF-8 at all
     */
    static TextFile read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new Unreadable("the file does not exist");
        }
        if (!Files.isRegularFile(file)) {
            throw new Unreadable(
                    Files.isDirectory(file) ? "this is a directory, not a file" : "this is not a regular file");
        }
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (AccessDeniedException denied) {
            throw new Unreadable("the file may not be read (permission denied)");
        }
        if (bytes.length > MAX_BYTES) {
            throw new Unreadable("the file is larger than " + (MAX_BYTES >> 20) + " MiB");
        }
        boolean wide = bytes.length >= 2
                && ((bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
                        || (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF));
        if (wide) {
            throw new Unreadable("the file is UTF-16; save it as UTF-8");
        }
        return decode(bytes);
    }

    private static TextFile decode(byte[] bytes) {
        boolean mark = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF;
        var content = mark ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
        var decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            return new TextFile(decoder.decode(ByteBuffer.wrap(content)).toString(), OptionalInt.empty());
        } catch (CharacterCodingException malformed) {
            var valid = CharBuffer.allocate(content.length);
            decoder.reset().decode(ByteBuffer.wrap(content), valid, true);
            return new TextFile(new String(content, StandardCharsets.UTF_8), OptionalInt.of(valid.position()));
        }
    }
}
