package dev.a3s.cli.mcp;

import dev.a3s.cli.terminal.Text;
import dev.a3s.json.JsonValue;

/** Why a request cannot be answered, with the code that JSON-RPC 2.0 has for it (§5.1). */
record RpcError(int code, String message) {
    static final int NOT_JSON = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int UNKNOWN_METHOD = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL = -32603;

    private static final int SHOWN = 80;

    static RpcError invalid(String message) {
        return new RpcError(INVALID_REQUEST, message);
    }

    /** Thrown where a request is refused; it is answered by its error. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient RpcError error;

        Refusal(int code, String message) {
            super(message);
            this.error = new RpcError(code, message);
        }

        RpcError error() {
            return error;
        }
    }

    /** A refusal of what a request says. */
    static Refusal params(String message) {
        return new Refusal(INVALID_PARAMS, message);
    }

    /** A value as a message can show it. */
    static String shown(JsonValue value) {
        return Text.clip(value.json(), SHOWN);
    }
}
