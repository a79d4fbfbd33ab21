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
 * What the daemon would answer to {@code a3s status}, on disk: reading a file costs a command's JVM less than a
 * millisecond, its first socket about twenty. The file is there only while it is true, and its reader makes sure: the
 * daemon that wrote it and every process that it names must live, the files that its session was made from must be as
 * they were, it must be of these last seconds and this build. Else it says nothing, and the daemon is asked.
 *
 * @param written   in milliseconds since 1970
 * @param build     of the daemon; see {@link DaemonInfo}
 * @param daemon    who wrote it
 * @param processes the commands that run
 * @param sources   what {@link SessionRow#drift} depends on
 * @param exit      the command's exit code
 */
public record StatusFile(long written, long build, ProcessId daemon, List<ProcessId> processes,
        List<SourceStamp> sources, SessionRow session, int exit) {
    /** Counts the layouts of this file. */
    private static final int LAYOUT = 3;
    private static final int HEAD_BYTES = 3 * Integer.BYTES;
    /** The daemon writes it again every {@link StatusBoard#EVERY}. */
    private static final long FRESH_MS = 8_000;
    private static final int LARGEST = 8 << 20;

    /** Where the status of {@code file}'s session is, if it has only one. */
    public static Path of(RuntimeDir home, Path file) {
        return home.status().resolve(Integer.toHexString(file.toString().hashCode()));
    }

    /**
     * What holds now for the one session of a file, as far as its status file can be trusted. Of sessions that are selected
     * otherwise, only the daemon knows.
     */
    public static Optional<StatusFile> read(RuntimeDir home, SessionSelector selector) {
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
            return Optional.empty(); // none, or of another make; the daemon knows
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
     * Writes over what is there, which costs the disk less than a new file each time; a reader who comes in between sees
     * by the checksum that it is half of each.
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

    /** Of everything behind the head. */
    private static int checksum(byte[] bytes) {
        var checksum = new CRC32();
        checksum.update(bytes, HEAD_BYTES, bytes.length - HEAD_BYTES);
        return (int) checksum.getValue();
    }
}
