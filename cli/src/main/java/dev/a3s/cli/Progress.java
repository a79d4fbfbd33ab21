package dev.a3s.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import dev.a3s.cli.Console.Style;
import dev.a3s.config.Elapsed;
import dev.a3s.control.Reply;
import dev.a3s.control.ServiceRow;

/** What happens while services start or stop: a line for each change of state. */
final class Progress implements Consumer<Reply> {
    private final Console console;
    private final NameColours names;
    private final Instant began = Instant.now();
    private final Map<String, String> shown = new HashMap<>();

    Progress(Console console, NameColours names) {
        this.console = console;
        this.names = names;
    }

    @Override
    public void accept(Reply reply) {
        switch (reply) {
            case Reply.Problems(var problems) -> Problems.show(problems, console);
            case Reply.Opened(var session, var created, var targets, var notes) -> {
                targets.forEach(names::padded);
                if (!created)
                    console.say("session " + session + " is already running");
                notes.forEach(console::say);
            }
            case Reply.News(var text) -> console.say(time() + "  " + text);
            case Reply.Moved(var row) -> moved(row);
            case Reply.Failed(var message) -> console.error(message);
            case Reply.Services _, Reply.Environment _, Reply.Sessions _, Reply.Why _, Reply.Lines _, Reply.Exchange _, Reply.Daemon _, Reply.Done _ ->
                {
                }
        }
    }

    private void moved(ServiceRow row) {
        String text = console.style(StatusTable.colour(row.state()), row.state())
                + (row.why().isEmpty() ? "" : console.style(Style.DIM, " (" + row.why() + ")"));
        if (text.equals(shown.put(row.service(), text)))
            return;
        console.say(time() + "  " + names.padded(row.service()) + "  " + text);
    }

    private String time() {
        return console.style(Style.DIM, "%6s".formatted(Elapsed.text(Duration.between(began, Instant.now()))));
    }
}
