package dev.a3s.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.a3s.cli.settings.Setting;
import dev.a3s.cli.terminal.Failure;
import dev.a3s.cli.terminal.Text;
import dev.a3s.config.InvalidA3sfile;
import dev.a3s.config.UserSettings;
import dev.a3s.protocol.RuntimeDir;

/** Whether a3s's home can be used, whether settings are valid, and what is left over in it. */
final class HomeCheck {
    private static final long LITTLE = 1L << 30;
    private static final long NOTHING = 50L << 20;

    private HomeCheck() {}

    static List<Finding> all(RuntimeDir home) {
        var findings = new ArrayList<Finding>();
        findings.add(directory(home));
        settings(home, findings);
        var abandoned = home.abandoned();
        if (!abandoned.isEmpty()) {
            findings.add(Finding.warning("state", "logs of " + Text.count(abandoned.size(), "session")
                    + " whose A3sfile is gone are still there", "rm -r " + words(abandoned)));
        }
        var damaged = home.damaged();
        if (!damaged.isEmpty()) {
            findings.add(Finding.warning("state", Text.count(damaged.size(), "damaged file")
                    + " was set aside; a3s daemon logs tells why", "rm " + words(damaged)));
        }
        return findings;
    }

    private static Finding directory(RuntimeDir home) {
        var path = home.path();
        var there = path;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        try {
            home.requireOwn();
            if (!Files.isDirectory(there)) {
                return Finding.error("home", there + " is a file",
                        "move it away, or set A3S_HOME to another directory");
            }
            Files.delete(Files.createTempFile(there, "doctor", ".tmp"));
            long free = Files.getFileStore(there).getUsableSpace();
            var what = path + (there.equals(path) ? "" : " (not there yet)") + ", " + Text.bytes(free) + " free";
            var remedy = "make room; a service's log takes up to 50 MB, and where there is no room its output is lost";
            return free < NOTHING ? Finding.error("home", what, remedy)
                    : free < LITTLE ? Finding.warning("home", what, remedy) : Finding.ok("home", what);
        } catch (RuntimeDir.Unusable e) {
            return Finding.error("home", e.getMessage(), "own it, or set A3S_HOME to another directory");
        } catch (IOException e) {
            return Finding.error("home", there + " cannot be written to",
                    "make it writable, or set A3S_HOME to another directory");
        }
    }

    private static void settings(RuntimeDir home, List<Finding> findings) {
        for (var setting : Setting.ALL) {
            try {
                var _ = setting.in(System.getenv());
            } catch (Failure e) {
                findings.add(Finding.error("config", e.getMessage(), "correct it, or: unset " + setting.variable()));
            }
        }
        try {
            UserSettings.read(home.settings());
        } catch (InvalidA3sfile e) {
            findings.add(Finding.error("config", e.getMessage().lines().findFirst().orElse(""),
                    "mend it, or remove it: a3s config --unset all"));
        }
    }

    private static String words(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(" "));
    }
}
