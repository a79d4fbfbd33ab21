package dev.a3s.cli.mcp;

import java.util.List;

import dev.a3s.cli.mcp.McpTool.Effect;
import dev.a3s.cli.mcp.ToolParameter.Count;
import dev.a3s.cli.mcp.ToolParameter.Line;
import dev.a3s.cli.mcp.ToolParameter.Service;
import dev.a3s.cli.mcp.ToolParameter.Services;
import dev.a3s.cli.terminal.ExitCode;
import dev.a3s.config.NearName;

/** The tools of {@code a3s mcp}: what an assistant can do with the project's services. */
final class McpTools {
    private static final int USUAL_LINES = 50;
    private static final int MOST_LINES = 1000;

    private static final Services ANY = new Services("services", false,
            "Names of services or tasks as status tells them; left out or empty: all.");

    static final List<McpTool> ALL = List.of(
            new McpTool("status",
                    "Tells what each service of the project is doing, as JSON: its state (ready, starting,"
                            + " backing-off, failed, stopped, ...) and why, url, port, pid, health, restarts, cpu, memory, and the"
                            + " directory and command that it runs in. Call it first, and again after a change. A service is"
                            + " reached at its url.",
                    Effect.NONE, List.of("status", "--json"),
                    List.of(new Service("service", false, "Only this one; left out: the whole project.")),
                    ExitCode.FAILED,
                    "Nothing of this project runs. Start it with the tool up (on a command line: a3s up)."),
            new McpTool("logs",
                    "Tells what services wrote, merged in time order, one line each as 'time service | text';"
                            + " after = instead of | it is a3s that speaks, of starts, exits and changed files. Of the session"
                            + " that runs, or of the last one. Use grep and since to ask for little.",
                    Effect.NONE, List.of("logs", "--no-color", "--timestamps"),
                    List.of(ANY, new Count("lines", "--lines", USUAL_LINES, MOST_LINES, "How many of the last lines."),
                            new Line("grep", "--grep", "Only lines that this regular expression (Java's) is found in;"
                                    + " (?i) ignores case. Example: (?i)error|refused"),
                            new Line("since", "--since",
                                    "Only lines since then: 30s, 5m, 2h or 1d ago, 14:05, or 2026-01-31T14:05:00Z.")),
                    ExitCode.DONE, "No such lines."),
            new McpTool("http_logs", "Tells the requests that came to services through the proxy, a line each: time,"
                    + " service, status, method, path, how long it took, the answer's size, and how long it was held while"
                    + " the service was not ready. Use it to see what a page or a test really asked, and what failed.",
                    Effect.NONE, List.of("logs", "--http", "--no-color"),
                    List.of(ANY,
                            new Count("lines", "--lines", USUAL_LINES, MOST_LINES, "How many of the last requests.")),
                    ExitCode.DONE, "No requests so far."),
            new McpTool("up",
                    "Starts services and what they depend on, in order, and returns when all are ready, or one"
                            + " has failed; then it tells the last lines of that. Also applies a changed A3sfile: only what"
                            + " changed is restarted. It can take as long as the services take; when the call is given up, they"
                            + " go on starting.",
                    Effect.STARTS, List.of("up", "--detach", "--no-open"),
                    List.of(new Services("services", false,
                            "Only these and what they need; left out or empty: all that start by themselves.")),
                    ExitCode.DONE, "Done."),
            new McpTool("down",
                    "Stops services in reverse order of their dependencies and returns when no process of them is"
                            + " left. Without services it ends the project's whole session; logs stay readable.",
                    Effect.STOPS, List.of("down"),
                    List.of(ANY), ExitCode.DONE, "Done."),
            new McpTool("restart",
                    "Stops services and starts them again; returns when they are ready, or have failed. Not"
                            + " needed for a service that watches its files, which restarts by itself when they change. A"
                            + " changed A3sfile is applied with up.",
                    Effect.STOPS, List.of("restart"),
                    List.of(new Services("services", true, "Names of services or tasks as status tells them.")),
                    ExitCode.DONE, "Done."),
            new McpTool("wait",
                    "Waits until services that are on their way are ready, and starts nothing. Call it after a"
                            + " change that restarts services by itself, or when a call of up was given up. It is an error when one"
                            + " has failed or the time is over.",
                    Effect.NONE, List.of("wait"),
                    List.of(ANY, new Line("timeout", "--timeout", "How long at most, as 30s or 2m; left out: as long as"
                            + " it takes.")),
                    ExitCode.DONE, "Ready."),
            new McpTool("why",
                    "Explains why a service is in its state: what happened to it step by step, its last lines if"
                            + " it is in trouble, its last failed requests, and the same of the dependency that holds it. Call it"
                            + " for a service that is not ready.",
                    Effect.NONE, List.of("why"),
                    List.of(new Service("service", true, "Its name as status tells it.")), ExitCode.DONE,
                    "Nothing is known."),
            new McpTool("validate",
                    "Checks the project's A3sfile.hcl and starts nothing. Each mistake is told with its line"
                            + " and what to write instead. Call it after editing that file, before up.",
                    Effect.NONE, List.of("validate"), List.of(), ExitCode.DONE, "Valid."));

    /** What an assistant reads before it calls a tool. */
    static final String INSTRUCTIONS = "a3s runs the services of this project, as its A3sfile.hcl declares them: it starts"
            + " them in order of their dependencies, restarts those whose files change, keeps their logs, and serves each"
            + " at the url that status tells. Use these tools instead of starting servers in a shell, of guessing ports,"
            + " or of killing processes. Begin with status; up starts everything. When something is not ready, ask why,"
            + " then logs. Where a message names a command such as 'a3s up', the tool of that name does the same.";

    private McpTools() {}

    /** @throws RpcError.Refusal if there is none of that name */
    static McpTool named(String name) {
        var known = ALL.stream().map(McpTool::name).toList();
        return ALL.stream().filter(tool -> tool.name().equals(name)).findFirst()
                .orElseThrow(() -> RpcError.params("unknown tool: '" + name + "'"
                        + NearName.question(name, known, "; there are " + String.join(", ", known))));
    }
}
