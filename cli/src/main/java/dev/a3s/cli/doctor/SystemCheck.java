package dev.a3s.cli.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.a3s.process.Machine;

/** What a3s needs of the system: Java, perl, file watching. */
final class SystemCheck {
    private static final int JAVA = 25;
    private static final long FEW_WATCHES = 65_536;
    private static final long FEW_INSTANCES = 128;
    private static final long PATIENCE_S = 5;

    private SystemCheck() {}

    static List<Finding> all() {
        var findings = new ArrayList<Finding>();
        findings.add(java());
        findings.add(runs("perl", "-MPOSIX", "-e", "1")
                ? Finding.ok("tools", "perl and sh are there")
                : Finding.error("tools",
                        "perl does not run, which starts the daemon and leads each service's processes",
                        "install it, for instance: sudo apt install perl"));
        limit("max_user_watches", FEW_WATCHES, 1_048_576, findings);
        limit("max_user_instances", FEW_INSTANCES, 1024, findings);
        return findings;
    }

    private static Finding java() {
        var found = "Java " + Runtime.version() + " in " + System.getProperty("java.home");
        return Runtime.version().feature() >= JAVA
                ? Finding.ok("java", found)
                : Finding.error("java", found, "a3s needs Java " + JAVA + " or newer");
    }

    private static boolean runs(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private static void limit(String name, long few, long enough, List<Finding> findings) {
        var value = Machine.watchLimit(name);
        if (value.isEmpty()) {
            return;
        }
        var what = "fs.inotify." + name + " is " + value.getAsLong();
        findings.add(value.getAsLong() >= few ? Finding.ok("watching", what)
                : Finding.warning("watching", what + "; where it is used up, files are looked at every second instead",
                        "sudo sysctl fs.inotify." + name + "=" + enough));
    }
}
