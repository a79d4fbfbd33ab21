package dev.a3s.cli;

import java.nio.file.Path;
import java.util.Optional;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.client.LiveSessions;
import dev.a3s.cli.line.ProjectOptions;
import dev.a3s.cli.settings.Setting;
import dev.a3s.cli.settings.SourceReader;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.Console.Style;
import dev.a3s.cli.terminal.Text;
import dev.a3s.config.A3sfileLoader;
import dev.a3s.config.InvalidA3sfile;
import dev.a3s.config.ValidationScope;
import dev.a3s.protocol.RuntimeDir;

/** What {@code a3s} prints without a subcommand: the commands that make sense in this directory. */
final class Welcome {
    private Welcome() {}

    static void show(Console console, Path here) {
        var file = A3sfileLoader.find(here);
        file.ifPresentOrElse(found -> showProject(console, found), () -> {
            console.print("There is no A3sfile.hcl in " + here + " or above it.");
            offer(console, "a3s run --name web -- npm run dev", "serve any command at http://web.localhost:"
                    + Setting.PORT.resolve(Optional.empty(), SourceReader.validSources(RuntimeDir.of(System.getenv())))
                            .value());
            console.print("To start services by a3s up, make an A3sfile.hcl, with a service block for each:");
            console.print("  " + ProjectOptions.FIRST_FILE);
            var running = LiveSessions.all(DaemonClient.ofUser());
            if (!running.isEmpty()) {
                console.print(Text.count(running.size(), "session") + " of yours "
                        + (running.size() == 1 ? "runs" : "run") + " elsewhere:");
                offer(console, "a3s ps", "what they are doing, and where");
            }
        });
        console.print("");
        console.print("All commands: a3s --help");
    }

    private static void showProject(Console console, Path file) {
        try {
            var project = A3sfileLoader.load(file, new ValidationScope(System.getenv())).file();
            console.print(console.style(Style.BOLD, project.dev().name()) + " (" + file + ") has "
                    + String.join(", ", project.runnable().keySet()));
        } catch (InvalidA3sfile e) {
            console.print(file + " has errors");
            offer(console, "a3s validate", "say where, and what to write instead");
            return;
        }
        offer(console, "a3s up", "start everything and follow the logs");
        offer(console, "a3s status", "what each is doing");
        offer(console, "a3s logs -f", "what they write");
        offer(console, "a3s down", "stop everything");
    }

    private static void offer(Console console, String command, String effect) {
        console.print("  " + command + " ".repeat(Math.max(1, 14 - command.length())) + "  " + effect);
    }
}
