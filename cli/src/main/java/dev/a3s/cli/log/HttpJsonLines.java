package dev.a3s.cli.log;

import dev.a3s.cli.terminal.Console;
import dev.a3s.json.Json;
import dev.a3s.logs.LogSink;
import dev.a3s.protocol.Reply;

/** Exchanges for programs: a JSON object each, a line each. */
final class HttpJsonLines implements LogSink<Reply.AccessLogEntry> {
    private final Console console;

    HttpJsonLines(Console console) {
        this.console = console;
    }

    @Override
    public void write(Reply.AccessLogEntry exchange) {
        console.printJson(Json.line(exchange, Reply.AccessLogEntry.class));
    }

    @Override
    public void flush() {
        console.flush();
    }
}
