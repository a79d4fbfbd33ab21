package dev.a3s.cli.log;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.client.LiveSessions;
import dev.a3s.cli.terminal.Console;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.protocol.ControlClient;
import dev.a3s.protocol.Reply;
import dev.a3s.protocol.Request;
import dev.a3s.session.naming.SessionSelector;

/** {@code a3s logs --http}: the requests that came to services through the proxy. */
public final class HttpLog {
    private final Console console;
    private final DaemonClient daemon;

    public HttpLog(Console console, DaemonClient daemon) {
        this.console = console;
        this.daemon = daemon;
    }

    /**
     * Prints exchanges and returns the exit code; with {@code follow}, when the session has ended.
     *
     * @param services whose; empty: all
     * @param last     how many of those that were before
     */
    public int run(Path file, List<String> services, int last, boolean follow, boolean json) {
        var printer = new HttpLogPrinter(console);
        var sink = json ? new HttpJsonLines(console) : printer;
        Consumer<Reply> replies = reply -> {
            if (reply instanceof Reply.Services(var names)) {
                printer.align(names);
            }
            if (reply instanceof Reply.AccessLogEntry exchange) {
                sink.write(exchange);
                sink.flush();
            }
            DaemonClient.show(reply, console);
        };
        var request = new Request.Http(SessionSelector.ofFile(file), services, last, follow, false);
        if (!follow) {
            return daemon.ask(request, replies);
        }
        while (true) {
            try {
                return daemon.askIfNeeded(request, replies).orElseGet(() -> {
                    console.error(LiveSessions.noneRuns(file));
                    return ExitCode.FAILED;
                });
            } catch (ControlClient.Interrupted e) {
                // The killed daemon's exchanges are lost; everything that the next one has is new.
                request = new Request.Http(SessionSelector.ofFile(file), services, Integer.MAX_VALUE, true, true);
            }
        }
    }
}
