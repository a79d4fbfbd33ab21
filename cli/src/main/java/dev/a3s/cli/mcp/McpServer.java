package dev.a3s.cli.mcp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import dev.a3s.cli.terminal.Failure;
import dev.a3s.config.NearName;
import dev.a3s.json.JsonValue;
import dev.a3s.json.JsonValue.Flag;
import dev.a3s.json.JsonValue.Items;
import dev.a3s.json.JsonValue.Members;
import dev.a3s.protocol.DaemonInfo;

/**
 * The Model Context Protocol's side of a server of tools: one JSON-RPC message a line, in both directions (its transport
 * "stdio"). Requests are read on one thread; a call of a tool has a virtual thread of its own, so that all others are
 * answered meanwhile.
 */
public final class McpServer {
    /** Versions of the protocol, newest first. */
    static final List<String> VERSIONS = List.of("2025-06-18", "2025-03-26", "2024-11-05");
    private static final List<String> METHODS = List.of("initialize", "ping", "tools/list", "tools/call");
    /** How long calls that are under way may take once the client's input has ended. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(1);

    private final BufferedReader in;
    private final OutputStream out;
    private final Supplier<Path> file;
    private final Commands commands;
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<JsonValue, Call> underWay = new ConcurrentHashMap<>();

    /**
     * Serves one client.
     *
     * @param file     finds the A3sfile, for each call anew; may throw {@link Failure}
     * @param commands what tools call
     */
    public McpServer(InputStream in, OutputStream out, Supplier<Path> file, Commands commands) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
        this.file = file;
        this.commands = commands;
    }

    /** A call of a tool. Its answer or the client's cancellation claims it, and the first of them counts. */
    private record Call(AtomicBoolean claimed, CompletableFuture<Void> over) {
        Call() {
            this(new AtomicBoolean(), new CompletableFuture<>());
        }

        boolean claim() {
            return claimed.compareAndSet(false, true);
        }
    }

    /**
     * Answers requests until the client's input ends; calls that are under way then have a second left.
     *
     * @throws IOException if the client cannot be read
     */
    public void serve() throws IOException {
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.isBlank()) {
                take(RpcMessage.read(line));
            }
        }
        CompletableFuture.allOf(underWay.values().stream().map(Call::over).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** Lets no further message out, and waits for the one that is being written, but not for a client that reads nothing. */
    public void silence() {
        try {
            writing.tryLock(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private void take(RpcMessage message) {
        switch (message) {
            case RpcMessage.Request request -> answer(request);
            case RpcMessage.Notification(var method, var params) -> {
                if (method.equals("notifications/cancelled")) {
                    params.get("requestId").ifPresent(this::giveUp);
                }
            }
            case RpcMessage.Response _ -> {
                // this server sends no requests
            }
            case RpcMessage.Wrong(var id, var why) -> send(RpcMessage.error(id, why));
        }
    }

    private void giveUp(JsonValue id) {
        var call = underWay.get(id);
        if (call != null && call.claim()) {
            finish(id, call);
        }
    }

    private void finish(JsonValue id, Call call) {
        underWay.remove(id, call);
        call.over().complete(null);
    }

    private void answer(RpcMessage.Request request) {
        try {
            var params = request.params();
            switch (request.method()) {
                case "initialize" -> send(RpcMessage.result(request.id(), initialised(params)));
                case "ping" -> send(RpcMessage.result(request.id(), Members.NONE));
                case "tools/list" -> send(RpcMessage.result(request.id(), Members.NONE.with("tools",
                        new Items(McpTools.ALL.stream().<JsonValue>map(McpTool::described).toList()))));
                case "tools/call" -> call(request.id(), params);
                default -> throw new RpcError.Refusal(RpcError.UNKNOWN_METHOD, "unknown method: '" + request.method()
                        + "'" + NearName.question(request.method(), METHODS,
                                "; there are " + String.join(", ", METHODS)));
            }
        } catch (RpcError.Refusal refusal) {
            send(RpcMessage.error(request.id(), refusal.error()));
        }
    }

    private static Members initialised(Members params) {
        var asked = text(params, "protocolVersion", "initialize")
                .orElseThrow(() -> RpcError.params("\"protocolVersion\" of initialize is missing"));
        return Members.NONE.with("protocolVersion", VERSIONS.contains(asked) ? asked : VERSIONS.getFirst())
                .with("capabilities", Members.NONE.with("tools", Members.NONE.with("listChanged", new Flag(false))))
                .with("serverInfo", Members.NONE.with("name", "a3s").with("version", DaemonInfo.VERSION))
                .with("instructions", McpTools.INSTRUCTIONS);
    }

    private void call(JsonValue id, Members params) {
        var tool = McpTools.named(text(params, "name", "tools/call")
                .orElseThrow(() -> RpcError.params("\"name\" of tools/call is missing")));
        var arguments = tool.read(arguments(params));
        var call = new Call();
        if (underWay.putIfAbsent(id, call) != null) {
            throw new RpcError.Refusal(RpcError.INVALID_REQUEST, "the request " + RpcError.shown(id)
                    + " is still under way; give each an id of its own");
        }
        Thread.ofVirtual().name("call " + tool.name()).start(() -> {
            var answer = answer(id, tool, arguments);
            if (call.claim()) {
                send(answer);
            }
            finish(id, call);
        });
    }

    private String answer(JsonValue id, McpTool tool, Map<ToolParameter, List<String>> arguments) {
        try {
            return RpcMessage.result(id, tool.call(commands, file.get(), arguments));
        } catch (Failure e) {
            return RpcMessage.result(id, McpTool.result("error: " + e.getMessage(), true));
        } catch (RuntimeException e) {
            return RpcMessage.error(id, new RpcError(RpcError.INTERNAL, "unexpected: " + e));
        }
    }

    private static Members arguments(Members params) {
        var given = params.get("arguments").orElse(Members.NONE);
        return switch (given) {
            case Members members -> members;
            case JsonValue.Nothing _ -> Members.NONE;
            case JsonValue.Text _, JsonValue.Numeral _, Flag _, Items _ ->
                throw RpcError.params("\"arguments\" of tools/call must be an object, not " + RpcError.shown(given));
        };
    }

    private static Optional<String> text(Members params, String name, String of) {
        return params.get(name).map(value -> {
            if (value instanceof JsonValue.Text(var text)) {
                return text;
            }
            throw RpcError.params("\"" + name + "\" of " + of + " must be a string, not " + RpcError.shown(value));
        });
    }

    /** Writes one message at a time, from any thread. That the client is gone shows when its input ends. */
    private void send(String message) {
        var line = (message + "\n").getBytes(StandardCharsets.UTF_8);
        writing.lock();
        try {
            out.write(line);
            out.flush();
        } catch (IOException e) {
            // the client has closed its end
        } finally {
            writing.unlock();
        }
    }
}
