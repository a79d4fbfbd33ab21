package dev.a3s.watch;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/**
 * The size, the time and the content of one file as they were at one look.
 *
 * @param size     in bytes
 * @param modified nanoseconds since the epoch
 * @param content  a checksum of the bytes, or {@link #UNREAD}
 */
record Stamp(long size, long modified, long content) {

    /** The file has not been read yet; size and time of modification stand in. */
    static final long UNREAD = -1;

    /** Files larger than this, in bytes, are compared by size and time of modification: reading them takes too long. */
    static final long LARGEST_READ = 32 << 20;

    /** Made of what the file system says alone. */
    static Stamp unread(BasicFileAttributes attributes) {
        return new Stamp(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS), UNREAD);
    }

    /**
     * Made with the content. A link counts as where it points and what is there. A file that may not be read is as good as a
     * large one.
     *
     * @throws NoSuchFileException if it vanished
     */
    static Stamp read(Path file, BasicFileAttributes attributes) throws NoSuchFileException {
        var unread = unread(attributes);
        var crc = new CRC32C();
        try {
            if (attributes.isSymbolicLink()) {
                crc.update(Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8));
                if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_READ) {
                    return unread.with(crc.getValue());
                }
            } else if (!attributes.isRegularFile() || unread.size > LARGEST_READ) {
                return unread.with(unread.modified & Long.MAX_VALUE);
            }
            return unread.with(checksum(file, crc));
        } catch (IOException e) {
            if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(file.toString());
            }
            return unread.with(unread.modified & Long.MAX_VALUE);
        }
    }

    boolean isUnread() {
        return content == UNREAD;
    }

    /** Whether the file system says the same of both. */
    boolean looksLike(Stamp other) {
        return size == other.size && modified == other.modified;
    }

    /** Whether both are of the same content, as far as that is known. */
    boolean sameContent(Stamp other) {
        if (isUnread() || other.isUnread()) {
            return looksLike(other);
        }
        return size == other.size && content == other.content;
    }

    private Stamp with(long content) {
        return new Stamp(size, modified, content);
    }

    /** CRC-32C misses one change of a file without change of size in four thousand million; the JVM has it in hardware. */
    private static long checksum(Path file, CRC32C crc) throws IOException {
        var buffer = new byte[8192];
        try (var in = new FileInputStream(file.toFile())) {
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                crc.update(buffer, 0, n);
            }
        }
        return crc.getValue();
    }
}
