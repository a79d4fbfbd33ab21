package dev.a3s.protocol;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

import dev.a3s.process.ProcessId;
import dev.a3s.session.naming.SessionSelector;

/**
 * The daemon's answer to {@code a3s status}, on disk: reading a file costs a command's JVM less than a millisecond, its first
 * socket about twenty. The daemon removes the file when it is no longer true, and the reader checks it as well: the daemon
 * that wrote it and every process in it must live, the files that the session was read from must be unchanged, and the file
 * must be a few seconds old at most and of the reader's build. Otherwise the command asks the daemon.
 *
 * @param written   in milliseconds since 1970
 * @param build     of the daemon; see {@link DaemonInfo}
 * @param daemon    the daemon that wrote it
 * @param processes the commands that run
 * @param sources   the paths that {@link SessionRow#drift} depends on
 * @param exit      the exit code of {@code a3s status}
 */
public record StatusFile(long written, long build, ProcessId daemon, List<ProcessId> processes,
        List<SourceStamp> sources, SessionRow session, int exit) {
    /** Counts the layouts of this file. */
    private static final int LAYOUT = 4;
    private static final int HEAD_BYTES = 3 * Integer.BYTES;
    /** The daemon writes it again every {@link StatusBoard#EVERY}. */
    private static final long FRESH_MS = 8_000;
    private static final int LARGEST = 8 << 20;

    /** Where the status file of {@code file}'s session is, if the file has only one session. */
    public static Path of(RuntimeDir home, Path file) {
        return home.status().resolve(Integer.toHexString(file.toString().hashCode()));
    }

    /**
     * The status file of the one session of an A3sfile; empty if there is none that is certainly true, or if {@code selector}
     * selects otherwise than by file.
     *
     * @throws RuntimeDir.Unusable if somebody else could have written it
     */
    public static Optional<StatusFile> read(RuntimeDir home, SessionSelector selector) {
        home.requireOwn();
        return selector instanceof SessionSelector.OfFile(var file) ? read(home, file) : Optional.empty();
    }

    private static Optional<StatusFile> read(RuntimeDir home, Path file) {
        try (var in = new FileInputStream(of(home, file).toString())) {
            var bytes = in.readNBytes(LARGEST);
            if (bytes.length < HEAD_BYTES) {
                return Optional.empty();
            }
            var head = new DataInputStream(new ByteArrayInputStream(bytes));
            int layout = head.readInt();
            int length = head.readInt();
            int checksum = head.readInt();
            if (layout != LAYOUT || length != bytes.length - HEAD_BYTES || checksum != checksum(bytes)) {
                return Optional.empty();
            }
            var found = body(head);
            return found.holds(file) ? Optional.of(found) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // none, or of another layout: the command asks the daemon
        }
    }

    private boolean holds(Path file) {
        long age = System.currentTimeMillis() - written;
        if (age < 0 || age > FRESH_MS || build != DaemonInfo.thisBuild() || !file.equals(session.file())
                || !daemon.lives()) {
            return false;
        }
        for (var process : processes) {
            if (!process.lives()) {
                return false;
            }
        }
        for (var source : sources) {
            if (!source.holds()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Overwrites the file in place, which costs the disk less than a new file each time. A reader that reads half of each
     * version notices by the checksum.
     */
    public void write(RuntimeDir home) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.write(new byte[HEAD_BYTES]);
        out.writeLong(written);
        out.writeLong(build);
        write(daemon, out);
        out.writeInt(processes.size());
        for (var process : processes) {
            write(process, out);
        }
        out.writeInt(sources.size());
        for (var source : sources) {
            source.write(out);
        }
        RowFormat.write(session, out);
        out.writeInt(exit);
        var whole = bytes.toByteArray();
        bytes.reset();
        out.writeInt(LAYOUT);
        out.writeInt(whole.length - HEAD_BYTES);
        out.writeInt(checksum(whole));
        System.arraycopy(bytes.toByteArray(), 0, whole, 0, HEAD_BYTES);
        var file = of(home, session.file()).toFile();
        try (var disk = new RandomAccessFile(file, "rw")) {
            disk.write(whole);
            disk.setLength(whole.length);
        }
    }

    private static StatusFile body(DataInputStream in) throws IOException {
        long written = in.readLong();
        long build = in.readLong();
        var daemon = process(in);
        var processes = new ArrayList<ProcessId>();
        for (int left = in.readInt(); left > 0; left--) {
            processes.add(process(in));
        }
        var sources = new ArrayList<SourceStamp>();
        for (int left = in.readInt(); left > 0; left--) {
            sources.add(SourceStamp.read(in));
        }
        return new StatusFile(written, build, daemon, processes, sources, RowFormat.read(in), in.readInt());
    }

    private static void write(ProcessId process, DataOutputStream out) throws IOException {
        out.writeLong(process.pid());
        out.writeLong(process.startTicks());
    }

    private static ProcessId process(DataInputStream in) throws IOException {
        return new ProcessId(in.readLong(), in.readLong());
    }

    /** The checksum of everything behind the head. */
    private static int checksum(byte[] bytes) {
        var checksum = new CRC32();
        checksum.update(bytes, HEAD_BYTES, bytes.length - HEAD_BYTES);
        return (int) checksum.getValue();
    }
}
