package dev.a3s.watch;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/**
 * One file as it was at one look: what the file system said of it, and its content.
 *
 * @param size     in bytes
 * @param modified time of modification, in nanoseconds since the epoch; programs set it as they like
 * @param changed  time of the last change of content or of anything else about it, in nanoseconds since the epoch, which programs
 *                 cannot set; zero where the system has none
 * @param inode    differs from file to file, so that another file of the same size and time in its place is found out; zero
 *                 where the system has none
 * @param content  a checksum of the bytes, or {@link #UNREAD}
 */
record Stamp(long size, long modified, long changed, long inode, long content) {

    /** The file has not been read yet; size, time of modification and inode stand in. */
    static final long UNREAD = -1;

    /** Files larger than this, in bytes, are compared by size, time of modification and inode: reading them takes too long. */
    static final long LARGEST_READ = 32 << 20;

    /** Made of what the file system says alone; {@code attributes} are those of {@code file}, or of what it links to. */
    static Stamp unread(Path file, BasicFileAttributes attributes) {
        return new Stamp(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                changed(file, attributes), Objects.hashCode(attributes.fileKey()), UNREAD);
    }

    private static long changed(Path file, BasicFileAttributes attributes) {
        try {
            var options = attributes.isSymbolicLink() ? new LinkOption[]{LinkOption.NOFOLLOW_LINKS}
                    : new LinkOption[0];
            return Files.getAttribute(file, "unix:ctime", options) instanceof FileTime time
                    ? time.to(TimeUnit.NANOSECONDS)
                    : 0;
        } catch (IOException | UnsupportedOperationException _) {
            return 0;
        }
    }

    /**
     * Made with the content. A link counts as where it points and what is there. A file that may not be read is as good as a
     * large one.
     *
     * @throws NoSuchFileException if it vanished
     */
    static Stamp read(Path file, BasicFileAttributes attributes) throws NoSuchFileException {
        var unread = unread(file, attributes);
        var crc = new CRC32C();
        try {
            if (attributes.isSymbolicLink()) {
                crc.update(Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8));
                if (!Files.isRegularFile(file)) {
                    return unread.with(crc.getValue());
                }
                var there = unread(file, Files.readAttributes(file, BasicFileAttributes.class));
                if (there.size > LARGEST_READ) {
                    return unread.with((crc.getValue() ^ there.size ^ there.inTheStead()) & Long.MAX_VALUE);
                }
            } else if (!attributes.isRegularFile() || unread.size > LARGEST_READ) {
                return unread.with(unread.inTheStead());
            }
            return unread.with(checksum(file, crc));
        } catch (IOException e) {
            if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(file.toString());
            }
            return unread.with(unread.inTheStead());
        }
    }

    boolean isUnread() {
        return content == UNREAD;
    }

    /** When the file was last written, as far as the file system says, in nanoseconds since the epoch. */
    long written() {
        return changed == 0 ? modified : changed;
    }

    /** A number for a file of this content at {@code path}; the sum of those of many files stands for all of them. */
    long mixedWith(String path) {
        long mixed = content * 31 + size;
        for (int i = 0; i < path.length(); i++) {
            mixed = (mixed ^ path.charAt(i)) * 0x100000001b3L; // FNV-1a
        }
        mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
        return mixed ^ (mixed >>> 33);
    }

    /** Whether the file system says the same of both. */
    boolean looksLike(Stamp other) {
        return size == other.size && modified == other.modified && changed == other.changed && inode == other.inode;
    }

    /** Whether both are of the same content, as far as that is known. */
    boolean sameContent(Stamp other) {
        if (isUnread() || other.isUnread()) {
            return size == other.size && inTheStead() == other.inTheStead();
        }
        return size == other.size && content == other.content;
    }

    /** What stands for the content where that was not read. */
    private long inTheStead() {
        return (modified ^ (inode << Integer.SIZE)) & Long.MAX_VALUE;
    }

    private Stamp with(long content) {
        return new Stamp(size, modified, changed, inode, content);
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
