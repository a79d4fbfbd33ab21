package dev.a3s.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

import dev.a3s.config.RestartSpec.Policy;
import dev.a3s.config.ServiceSpec.Display;
import dev.a3s.config.ServiceSpec.Reload;
import dev.a3s.config.ServiceSpec.Start;

/** Reads a {@code service} block. */
final class ServiceReader {
    private static final Pattern DETACHES = Pattern.compile(
            ".*\\b(docker|podman|nerdctl)[ -](compose\\b.* up|run|start)\\b.* (-d|--detach|-[a-z]*d[a-z]*)( .*)?"
                    + "|.*\\b(docker|podman|nerdctl) start .*",
            Pattern.DOTALL);
    private static final int MAX_COMMAND_LOOKED_AT = 2000;

    private final Project project;
    private final Declaration declaration;
    private final Section section;

    ServiceReader(Project project, Declaration declaration) {
        this.project = project;
        this.declaration = declaration;
        this.section = declaration.section();
    }

    /** The service; empty if it cannot be described, which then has been reported. */
    Optional<ServiceSpec> read() {
        var dependsOn = new DependencyReader(project, section, "service", declaration.name()).read();
        var command = RunReader.command(section);
        var dir = RunReader.dir(section);
        var env = RunReader.env(section);
        var envFiles = RunReader.envFiles(section);
        var port = declaration.port();
        var preStart = section.read("pre_start", Types.COMMANDS).orElse(List.of());
        var start = start();
        var idleStop = section.read("idle_stop", Durations.atLeast(Duration.ofSeconds(1)));
        var startupDelay = section.read("startup_delay", Durations.secondsBetween(Duration.ZERO, Durations.MAX))
                .orElse(Duration.ZERO);
        var startTimeout = section.read("start_timeout", Durations.atLeast(Duration.ZERO))
                .orElse(ServiceSpec.DEFAULT_START_TIMEOUT);
        var health = new HealthReader(section, declaration).read();
        var supervision = new SupervisionReader(section);
        var restart = restart(supervision);
        var watch = supervision.watch();
        var stop = supervision.stop();
        var reload = section.read("reload", Types.choice(Reload.class)).orElse(Reload.HOLD);
        boolean wildcard = section.read("wildcard", Types.FLAG).orElse(false);
        boolean tty = section.read("tty", Types.FLAG).orElse(false);
        var display = section.read("display", Types.choice(Display.class)).orElse(Display.BACKGROUND);
        boolean adopt = section.read("adopt", Types.FLAG).orElse(false);
        var subdomain = declaration.subdomain();
        checkPortVariable(port, env);
        checkStart(start, idleStop, port);
        command.ifPresent(it -> warnOfDetached(it, stop));
        if (adopt && port.isPresent() && declaration.declaredPort().isEmpty()) {
            section.reading()
                    .warn(section.place("adopt"), section.label("adopt") + " has no effect without a fixed port",
                            "write port = …, the port that may already answer");
        }
        if (command.isEmpty() || port.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ServiceSpec(declaration.name(), command.get(), dir, port.get(), subdomain,
                section.has("subdomain"), env, envFiles, dependsOn, preStart, start, idleStop, startupDelay,
                startTimeout, health, restart, watch, stop, reload, wildcard, tty, display, adopt));
    }

    private Start start() {
        var auto = section.read("auto_start", Types.FLAG);
        if (auto.isPresent() && section.has("start")) {
            contradiction("auto_start", "start");
        }
        return section.read("start", Types.choice(Start.class)).orElse(auto.orElse(true) ? Start.AUTO : Start.MANUAL);
    }

    private RestartSpec restart(SupervisionReader supervision) {
        var spec = supervision.restart();
        var onFailure = section.read("restart_on_failure", Types.FLAG);
        if (onFailure.isEmpty()) {
            return spec;
        }
        if (section.block("restart")
                .filter(block -> block.body().attributes().stream().anyMatch(it -> it.name().equals("policy")))
                .isPresent()) {
            contradiction("restart_on_failure", "restart.policy");
        }
        return new RestartSpec(onFailure.get() ? Policy.ON_FAILURE : Policy.NEVER, spec.backoff(), spec.maxBackoff(),
                spec.resetAfter(), spec.maxRestarts());
    }

    private void contradiction(String other, String proper) {
        var attribute = section.attribute(other).orElseThrow();
        section.reading()
                .error(attribute.nameSpan(),
                        section.label(other) + " and `" + proper + "` say the same thing twice",
                        "keep `" + proper + "`");
    }

    private void checkPortVariable(Optional<Port> port, Map<String, String> env) {
        var written = env.get("PORT");
        var number = port.map(Port::number).orElse(OptionalInt.empty());
        if (written == null || number.isEmpty() || written.equals("" + number.getAsInt())) {
            return;
        }
        var declared = declaration.declaredPort();
        if (declared.isPresent() && written.equals("" + declared.getAsInt())) {
            return;
        }
        var contradicted = declared.isPresent() ? "contradicts port = " + declared.getAsInt()
                : "contradicts that `port` is left out, by which a3s chooses one";
        section.reading()
                .error(RunReader.placeOf(section, "PORT"),
                        section.label("env") + ".PORT \"" + written + "\" " + contradicted,
                        "remove PORT from `env`; a3s passes `port` as PORT"
                                + (declared.isPresent() || !written.matches("\\d{1,5}") ? ""
                                        : ", so write port = " + written));
    }

    private void checkStart(Start start, Optional<Duration> idleStop, Optional<Port> port) {
        if (idleStop.isPresent() && start != Start.ON_DEMAND) {
            section.reading()
                    .warn(section.place("idle_stop"),
                            section.label("idle_stop") + " has no effect with start = \"" + Types.spelling(start)
                                    + "\"",
                            "write start = \"on-demand\", or remove it");
        }
        if (start == Start.ON_DEMAND && port.filter(it -> it instanceof Port.None).isPresent()) {
            section.reading()
                    .error(section.place("start"),
                            section.label("start") + " = \"on-demand\" needs a port: a request starts the service",
                            "give it a port, or write start = \"manual\"");
        }
    }

    private void warnOfDetached(Command command, StopSpec stop) {
        var text = command.toString();
        if (stop.command().isEmpty() && text.length() < MAX_COMMAND_LOOKED_AT && DETACHES.matcher(text).matches()) {
            section.reading()
                    .warn(section.place("cmd"),
                            section.label("cmd")
                                    + " leaves its server running in the background, and nothing says how to end it",
                            "write stop { cmd = \"docker compose stop …\" }, or let the command stay in the foreground");
        }
    }
}
