package dev.a3s.cli.daemon;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A unit of systemd or launchd that starts the daemon at login, and again when it dies. Stopping the unit ends the
 * daemon alone; services live on, and the next daemon takes them over.
 *
 * @param file    where it belongs
 * @param text    what it says
 * @param enable  how to begin with it
 * @param disable how to get rid of it
 */
record DaemonUnit(Path file, String text, List<String> enable, List<String> disable) {

    /** The unit for this system's own supervisor. */
    static DaemonUnit of(Path home, List<String> command, Map<String, String> environment) {
        var user = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        if (System.getProperty("os.name").startsWith("Mac")) {
            return launchd(user, home, command);
        }
        var config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return systemd(config.isBlank() ? user.resolve(".config") : Path.of(config), home, command);
    }

    /** systemd.service(5), with the quoting of its section COMMAND LINES. */
    static DaemonUnit systemd(Path config, Path home, List<String> command) {
        var file = config.resolve("systemd/user/a3s.service");
        var text = """
                # Written by: a3s daemon install
                [Unit]
                Description=a3s, the services and the proxy of your projects

                [Service]
                ExecStart=%s
                Environment=%s
                Environment=A3S_STAY=true
                WorkingDirectory=%s
                # Services are the daemon's to stop: they survive it.
                KillMode=process
                Restart=on-failure

                [Install]
                WantedBy=default.target
                """.formatted(command.stream().map(word -> quoted(word.replace("$", "$$")))
                .collect(Collectors.joining(" ")), quoted("A3S_HOME=" + home), home.toString().replace("%", "%%"));
        return new DaemonUnit(file, text,
                List.of("systemctl --user daemon-reload", "systemctl --user enable --now a3s"),
                List.of("systemctl --user disable --now a3s", "rm " + file));
    }

    private static String quoted(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%") + '"';
    }

    /** launchd.plist(5). */
    static DaemonUnit launchd(Path user, Path home, List<String> command) {
        var file = user.resolve("Library/LaunchAgents/dev.a3s.daemon.plist");
        var text = """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                <!-- Written by: a3s daemon install -->
                <plist version="1.0">
                <dict>
                  <key>Label</key>
                  <string>dev.a3s.daemon</string>
                  <key>ProgramArguments</key>
                  <array>
                %s
                  </array>
                  <key>EnvironmentVariables</key>
                  <dict>
                    <key>A3S_HOME</key>
                    <string>%s</string>
                    <key>A3S_STAY</key>
                    <string>true</string>
                  </dict>
                  <key>WorkingDirectory</key>
                  <string>%2$s</string>
                  <key>RunAtLoad</key>
                  <true/>
                  <key>KeepAlive</key>
                  <dict>
                    <key>SuccessfulExit</key>
                    <false/>
                  </dict>
                  <!-- Services are the daemon's to stop: they survive it. -->
                  <key>AbandonProcessGroup</key>
                  <true/>
                </dict>
                </plist>
                """.formatted(command.stream().map(word -> "    <string>" + xml(word) + "</string>")
                .collect(Collectors.joining("\n")), xml(home.toString()));
        return new DaemonUnit(file, text, List.of("launchctl load -w " + file),
                List.of("launchctl unload -w " + file, "rm " + file));
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
