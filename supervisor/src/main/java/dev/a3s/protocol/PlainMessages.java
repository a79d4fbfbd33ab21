package dev.a3s.protocol;

import java.util.Optional;

import dev.a3s.json.Fields;
import dev.a3s.json.Json;
import dev.a3s.logs.LogLine;
import dev.a3s.session.naming.SessionSelector;

/**
 * Writes and reads the messages of {@code a3s logs} field by field, in the same JSON as all others: reflection on records would
 * take a large part of a short command's time.
 */
final class PlainMessages {
    private PlainMessages() {}

    /**
     * The JSON of a message; empty if this class does not write its type or one of its values. The chain of {@code if} is no
     * switch, because for a switch over types a JVM generates classes that no class archive (CDS) can hold.
     */
    static Optional<String> write(Object message) {
        var fields = new Fields().with("type", message.getClass().getSimpleName());
        if (message instanceof Request.Logs asked && asked.resume().isEmpty()
                && asked.session() instanceof SessionSelector.OfFile(var file)) {
            fields.with("session", new Fields().with("type", "OfFile").with("file", file))
                    .with("services", asked.services())
                    .with("last", asked.last())
                    .with("follow", asked.follow())
                    .with("resume", asked.resume())
                    .with("since", asked.since())
                    .with("grep", asked.grep())
                    .with("longest", asked.longest());
        } else if (message instanceof Reply.Lines found) {
            fields.with("service", found.service())
                    .with("first", found.first())
                    .with("time", found.time())
                    .with("approximate", found.approximate())
                    .with("stream", found.stream().toString())
                    .with("launch", found.launch())
                    .with("base64", found.base64())
                    .with("lines", found.lines());
        } else if (message instanceof Reply.Services(var names)) {
            fields.with("names", names);
        } else if (message instanceof Reply.Failed(var text)) {
            fields.with("message", text);
        } else if (message instanceof Reply.Done(int exit)) {
            fields.with("exit", exit);
        } else {
            return Optional.empty();
        }
        return Optional.of(fields.json());
    }

    private static LogLine.Stream stream(String word) {
        for (var stream : LogLine.Stream.values()) {
            if (stream.toString().equals(word)) {
                return stream;
            }
        }
        throw new Json.Malformed("no stream \"" + word + "\"", null);
    }

    /**
     * Reads the reply on a line; empty if it is of a type that {@link #write} does not write.
     *
     * @throws Json.Malformed if a field is missing
     */
    static Optional<Reply> reply(String line) {
        return Fields.read(line).flatMap(fields -> Optional.ofNullable(switch (fields.text("type")) {
            case "Services" -> new Reply.Services(fields.texts("names"));
            case "Lines" -> new Reply.Lines(fields.text("service"), fields.number("first"), fields.time("time"),
                    fields.flag("approximate"), stream(fields.text("stream")), fields.flag("launch"),
                    fields.flag("base64"),
                    fields.texts("lines"));
            case "Failed" -> new Reply.Failed(fields.text("message"));
            case "Done" -> new Reply.Done((int) fields.number("exit"));
            default -> null;
        }));
    }
}
