package dev.a3s.cli.mcp;

import java.util.Optional;

import dev.a3s.json.Json;
import dev.a3s.json.JsonValue;
import dev.a3s.json.JsonValue.Members;
import dev.a3s.json.JsonValue.Numeral;

/** A message of JSON-RPC 2.0, as another program sends it, and the text of what is answered. */
sealed interface RpcMessage {

    /**
     * Asks for an answer.
     *
     * @param id     a string or a number, which the answer repeats
     * @param params empty where there are none
     */
    record Request(JsonValue id, String method, Members params) implements RpcMessage {}

    /** Wants no answer, not even that it is wrong (§4.1). */
    record Notification(String method, Members params) implements RpcMessage {}

    /** An answer of the client. */
    record Response() implements RpcMessage {}

    /**
     * A line that is no valid message.
     *
     * @param id null where it is not known (§5)
     */
    record Wrong(JsonValue id, RpcError why) implements RpcMessage {}

    /** Reads a message from one line; never throws. */
    static RpcMessage read(String line) {
        JsonValue value;
        try {
            value = JsonValue.read(line);
        } catch (Json.Malformed e) {
            return new Wrong(new JsonValue.Nothing(), new RpcError(RpcError.NOT_JSON, e.getMessage()));
        }
        return switch (value) {
            case Members message -> read(message);
            case JsonValue.Items _ -> new Wrong(new JsonValue.Nothing(), RpcError.invalid(
                    "this is a batch, which is not taken; send each message by itself, one a line"));
            case JsonValue.Text _, Numeral _, JsonValue.Flag _, JsonValue.Nothing _ -> new Wrong(new JsonValue.Nothing(),
                    RpcError.invalid("a message is a JSON object, not " + RpcError.shown(value)));
        };
    }

    private static RpcMessage read(Members message) {
        var id = message.get("id");
        boolean known = id.filter(value -> value instanceof JsonValue.Text || value instanceof Numeral).isPresent();
        var answered = known ? id.get() : new JsonValue.Nothing();
        if (!message.get("jsonrpc").equals(Optional.of(new JsonValue.Text("2.0")))) {
            return new Wrong(answered, RpcError.invalid("\"jsonrpc\" must be \"2.0\"" + seen(message, "jsonrpc")));
        }
        if (message.get("method").isEmpty()
                && (message.get("result").isPresent() || message.get("error").isPresent())) {
            return new Response();
        }
        if (id.isPresent() && !known) {
            return new Wrong(answered, RpcError.invalid("\"id\" must be a string or a number" + seen(message, "id")));
        }
        if (!(message.get("method").orElse(new JsonValue.Nothing()) instanceof JsonValue.Text(var method))) {
            return new Wrong(answered, RpcError.invalid("\"method\" must be a string" + seen(message, "method")));
        }
        if (!(message.get("params").orElse(Members.NONE) instanceof Members params)) {
            return known
                    ? new Wrong(answered, new RpcError(RpcError.INVALID_PARAMS,
                            "\"params\" must be an object" + seen(message, "params")))
                    : new Notification(method, Members.NONE);
        }
        return known ? new Request(answered, method, params) : new Notification(method, params);
    }

    private static String seen(Members message, String name) {
        return message.get(name).map(value -> ", not " + RpcError.shown(value)).orElse("; it is missing");
    }

    /** The answer with a result, on one line. */
    static String result(JsonValue id, Members result) {
        return answer(id).with("result", result).json();
    }

    /** The answer with an error, on one line. */
    static String error(JsonValue id, RpcError why) {
        return answer(id)
                .with("error", Members.NONE.with("code", Numeral.of(why.code())).with("message", why.message()))
                .json();
    }

    private static Members answer(JsonValue id) {
        return Members.NONE.with("jsonrpc", "2.0").with("id", id);
    }
}
