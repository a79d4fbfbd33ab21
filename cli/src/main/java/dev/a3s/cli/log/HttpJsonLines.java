package dev.a3s.cli.log;

import dev.a3s.cli.terminal.Console;
import dev.a3s.control.Reply;
import dev.a3s.json.Json;
import dev.a3s.logs.LogSink;

/** Exchanges for programs: a JSON object each, a line each. */
final class HttpJsonLines implements LogSink<Reply.Exchange> {
    private final Console console;

    HttpJsonLines(Console console) {
        this.console = console;
    }

    @Override
    public void write(Reply.Exchange exchange) {
        console.print(Json.line(exchange, Reply.Exchange.class));
    }

    @Override
    public void flush() {
        console.flush();
    }
}
