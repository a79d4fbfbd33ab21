package dev.a3s.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The attributes and blocks that one kind of block may hold. Keys are all accepted spellings, values the one that
 * docs/a3sfile.md uses.
 *
 * @param labels     how many labels its header has
 * @param attributes spelling to attribute
 * @param blocks     spelling to block
 * @param hints      from the name that other tools have for something to ours
 */
record Schema(int labels, Map<String, String> attributes, Map<String, String> blocks, Map<String, String> hints) {

    private static final Map<String, String> RUN_HINTS = Map.ofEntries(Map.entry("cwd", "dir"),
            Map.entry("workdir", "dir"), Map.entry("working_dir", "dir"), Map.entry("directory", "dir"),
            Map.entry("run", "cmd"), Map.entry("exec", "cmd"), Map.entry("script", "cmd"),
            Map.entry("environment", "env"), Map.entry("envs", "env"), Map.entry("dotenv", "env_file"),
            Map.entry("needs", "depends_on"), Map.entry("depends", "depends_on"), Map.entry("after", "depends_on"),
            Map.entry("ports", "port"), Map.entry("healthcheck", "health"), Map.entry("ready", "health"),
            Map.entry("readiness_probe", "health"), Map.entry("liveness_probe", "health"),
            Map.entry("host", "subdomain"),
            Map.entry("hostname", "subdomain"), Map.entry("domain", "subdomain"), Map.entry("shutdown", "stop"),
            Map.entry("autostart", "start"), Map.entry("is_tty", "tty"));

    static final Schema FILE = of(0, "", "dev init=initialization task service route repo",
            Map.of("services", "service", "server", "service", "tasks", "task", "process", "service", "settings",
                    "dev"));
    static final Schema DEV = of(0, "name proxy_port host log_level open monitor", "",
            Map.of("port", "proxy_port", "project", "name", "loglevel", "log_level"));
    /** The user's own defaults. */
    static final Schema USER = of(0, "port=proxy_port host reload", "", Map.of("watch", "reload"));
    static final Schema INIT = of(0, "commands", "step", Map.of("command", "step", "cmd", "step"));
    static final Schema STEP = of(1, "cmd=command dir=working_directory env inputs", "", RUN_HINTS);
    /** A step as an item of {@code commands}, where its name is an attribute. */
    static final Schema COMMAND = of(0, "name cmd=command dir=working_directory env inputs", "", RUN_HINTS);
    static final Schema TASK = of(1, "cmd=command dir=working_directory env env_file depends_on", "", RUN_HINTS);
    static final Schema SERVICE = of(1,
            "cmd=command dir=working_directory port subdomain env env_file depends_on pre_start start idle_stop"
                    + " startup_delay start_timeout reload wildcard tty display=display_mode adopt health=health_check"
                    + " auto_start restart_on_failure",
            "health=health_check restart watch stop", RUN_HINTS);
    static final Schema HEALTH = of(0,
            "type url path status headers cmd=command pattern interval timeout retries restart", "",
            Map.of("period", "interval", "kind", "type", "test", "cmd", "endpoint", "path"));
    static final Schema RESTART = of(0, "policy backoff max_backoff reset_after max_restarts", "",
            Map.of("max_retries", "max_restarts", "delay", "backoff"));
    static final Schema WATCH = of(0, "paths ignore restart debounce", "",
            Map.of("path", "paths", "exclude", "ignore"));
    static final Schema STOP = of(0, "signal timeout cmd=command spare", "",
            Map.of("grace", "timeout", "grace_period", "timeout"));
    static final Schema ROUTE = of(1, "to", "", Map.of("url", "to", "target", "to", "upstream", "to"));
    static final Schema REPO = of(1, "path", "", Map.of("dir", "path", "url", "path"));

    /** @param attributes names separated by blanks, each with its further spellings behind {@code =} */
    private static Schema of(int labels, String attributes, String blocks, Map<String, String> hints) {
        return new Schema(labels, spellings(attributes), spellings(blocks), hints);
    }

    private static Map<String, String> spellings(String names) {
        Map<String, String> spellings = new LinkedHashMap<>();
        for (var name : names.split(" ", -1)) {
            var all = name.split("=", -1);
            for (var spelling : all) {
                if (!spelling.isEmpty()) {
                    spellings.put(spelling, all[0]);
                }
            }
        }
        return spellings;
    }
}
