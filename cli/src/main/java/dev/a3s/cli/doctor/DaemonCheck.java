package dev.a3s.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.terminal.Text;
import dev.a3s.config.Elapsed;
import dev.a3s.protocol.ControlClient;
import dev.a3s.protocol.DaemonInfo;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.protocol.RuntimeDir;
import dev.a3s.protocol.SessionRow;
import dev.a3s.session.naming.SessionSelector;

/** Whether the daemon is well. The check does not start one. */
final class DaemonCheck {
    private final DaemonClient daemon;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Integer, Long> listeners = new TreeMap<>();
    private final List<SessionRow> sessions = new ArrayList<>();

    private DaemonCheck(DaemonClient daemon) {
        this.daemon = daemon;
    }

    static DaemonCheck of(DaemonClient daemon) {
        var check = new DaemonCheck(daemon);
        try {
            check.run();
        } catch (ControlClient.Interrupted e) {
            check.findings.add(Finding.error("daemon", "it hung up", "a3s daemon logs may say why"));
        } catch (RuntimeDir.Unusable e) {
            check.findings.add(Finding.error("daemon", "it is not asked, since the home is not this user's alone",
                    "mend what is said of the home first"));
        }
        return check;
    }

    List<Finding> findings() {
        return findings;
    }

    /** The ports that the daemon serves, each with the daemon's pid. */
    Map<Integer, Long> listeners() {
        return listeners;
    }

    List<SessionRow> sessions() {
        return sessions;
    }

    private void run() {
        var home = daemon.home();
        boolean answers = daemon.askIfRunning(new Request.DaemonStatus(), reply -> {
            if (reply instanceof Reply.Daemon found) {
                running(found);
            }
        }).isPresent();
        if (!answers) {
            findings.add(silent(home));
            return;
        }
        var _ = daemon.askIfRunning(new Request.Status(new SessionSelector.All()), reply -> {
            if (reply instanceof Reply.Sessions(var found)) {
                sessions.addAll(found);
            }
        });
        for (var session : sessions) {
            if (!Files.exists(session.file())) {
                findings.add(Finding.warning("session", session.session() + " runs, but " + session.file() + " is gone",
                        "a3s down --session " + session.session()));
            }
        }
        errors(home).ifPresent(findings::add);
    }

    private void running(Reply.Daemon found) {
        for (var listener : found.listeners()) {
            listeners.put(Integer.parseInt(listener.substring(listener.lastIndexOf(':') + 1)), found.pid());
        }
        var what = "pid " + found.pid() + ", version " + found.version() + ", up "
                + Elapsed.text(Duration.between(found.since(), Instant.now()))
                + ", " + Text.count(found.sessions(), "session");
        long build = DaemonInfo.read(daemon.home()).map(DaemonInfo::build).orElse(DaemonInfo.thisBuild());
        findings.add(build == DaemonInfo.thisBuild() ? Finding.ok("daemon", what)
                : build < DaemonInfo.thisBuild()
                        ? Finding.warning("daemon", what + "; of an older build than this command",
                                "the next a3s up replaces it, and services run on")
                        : Finding.warning("daemon", what + "; of a newer build than this command",
                                "use the newer a3s: which -a a3s"));
    }

    private static Finding silent(RuntimeDir home) {
        var pid = DaemonInfo.read(home).map(DaemonInfo::pid)
                .filter(number -> ProcessHandle.of(number).flatMap(process -> process.info().commandLine())
                        .filter(line -> line.contains("dev.a3s.daemon.DaemonMain")).isPresent());
        if (pid.isPresent()) {
            return Finding.error("daemon", "pid " + pid.get() + " lives, but does not answer at " + home.socket(),
                    "kill " + pid.get()
                            + "; services run on, and the next command starts another that takes them over");
        }
        return home.hasLiveSessions()
                ? Finding.warning("daemon", "none is running, though sessions were not ended",
                        "a3s ps starts one, which takes over what still lives")
                : Finding.ok("daemon", "none is running; the next a3s up starts one");
    }

    /** The errors that the daemon has logged since it started. */
    private static Optional<Finding> errors(RuntimeDir home) {
        try {
            var lines = Files.readAllLines(home.daemonLog(), StandardCharsets.ISO_8859_1);
            int begin = lines.size();
            while (begin > 0 && !lines.get(begin - 1).contains(" DaemonClient - a3s ")) {
                begin--;
            }
            var errors = lines.subList(begin, lines.size()).stream()
                    .filter(line -> line.matches("\\S+Z ERROR .*")).toList();
            return errors.isEmpty() ? Optional.empty()
                    : Optional.of(Finding.warning("daemon", "its log has " + Text.count(errors.size(), "error")
                            + "; the last: " + errors.getLast(), "a3s daemon logs"));
        } catch (IOException e) {
            return Optional.of(Finding.warning("daemon", "its log cannot be read: " + e.getMessage(),
                    "see who owns " + home.daemonLog()));
        }
    }
}
