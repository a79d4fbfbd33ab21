package dev.a3s.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills below a frozen subreaper what forks faster than one can look at all processes: a chain in which each process is the
 * next one's parent, leaves its session and ends. Whatever happens in it, each link becomes a child of the subreaper, and
 * {@code /proc/PID/task/PID/children} (proc_pid_task(5); kernels without CONFIG_PROC_CHILDREN have none) lists the new ones
 * alone when it is read on. That takes two microseconds, where a fork takes fifty at least: sooner or later the newest link
 * is killed before it has a successor, since a fork with a SIGKILL pending fails.
 *
 * <p>
 * Safe, because nobody fetches the children of a frozen parent: a pid in its list stays that child's, also when it is dead.
 */
final class Chase {
    private static final Logger LOG = LoggerFactory.getLogger(Chase.class);
    /** A killed process takes some time to hand its children over. */
    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int PAGE = 4096;

    private final long parent;
    private final byte[] buffer = new byte[PAGE];
    private final ArrayDeque<Long> found = new ArrayDeque<>();
    private long number;

    private Chase(long parent) {
        this.parent = parent;
    }

    /**
     * Kills all that descends from {@code parent} until no new child of it has come for a moment.
     *
     * @param parent   a subreaper that is stopped
     * @param deadline as of {@link System#nanoTime}
     */
    static void below(long parent, long deadline) {
        new Chase(parent).run(deadline);
    }

    private void run(long deadline) {
        try (var children = children(parent)) {
            long quietSince = System.nanoTime();
            for (long now = quietSince; now < deadline && now - quietSince < QUIET; now = System.nanoTime()) {
                collect(children);
                if (found.isEmpty()) {
                    Thread.onSpinWait();
                    continue;
                }
                end(found.pop()); // the newest; the others are dead already, or at least older
                quietSince = now;
            }
        } catch (IOException e) {
            LOG.debug("no chase below {}: {}", parent, e.getMessage());
        }
    }

    private static FileInputStream children(long pid) throws IOException {
        return new FileInputStream("/proc/" + pid + "/task/" + pid + "/children");
    }

    /** Kills from the top down: a killed process has no new children, and its old ones are found below it or below the parent. */
    private void end(long pid) {
        Posix.kill(pid, Signal.KILL);
        try (var children = children(pid)) {
            collect(children);
        } catch (IOException _) {
            // gone with the main thread; its children are the parent's by now
        }
    }

    /** Puts what the list gained since it was last read on top of what is found. */
    private void collect(FileInputStream children) throws IOException {
        for (int count = children.read(buffer); count > 0; count = children.read(buffer)) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] == ' ') {
                    found.push(number);
                    number = 0;
                } else {
                    number = number * 10 + buffer[i] - '0';
                }
            }
        }
    }
}
