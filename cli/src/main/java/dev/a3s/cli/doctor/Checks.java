package dev.a3s.cli.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.a3s.cli.client.DaemonClient;
import dev.a3s.cli.settings.Setting;
import dev.a3s.cli.settings.SourceReader;
import dev.a3s.cli.settings.Sources;
import dev.a3s.config.A3sfile;
import dev.a3s.config.A3sfileLoader;
import dev.a3s.config.InvalidA3sfile;
import dev.a3s.config.Listen;
import dev.a3s.config.Port;
import dev.a3s.config.ServiceSpec;
import dev.a3s.config.ValidationScope;

/** All checks of {@code a3s doctor}. */
public final class Checks {
    private Checks() {}

    /**
     * Runs all checks; takes seconds where something does not answer. Findings are in the order in which they are
     * shown.
     */
    public static List<Finding> all(DaemonClient daemon) {
        var home = daemon.home();
        var findings = new ArrayList<Finding>();
        findings.addAll(SystemCheck.all());
        findings.addAll(HomeCheck.all(home));
        var seen = DaemonCheck.of(daemon);
        findings.addAll(seen.findings());
        var sources = SourceReader.validSources(home);
        var file = project(sources, findings);
        int port = Setting.PORT.resolve(Optional.empty(), sources.with(file.map(A3sfile::dev))).value();
        var sessions = seen.sessions();
        findings.addAll(PortCheck.all(file, port, seen.listeners(), sessions));
        findings.add(NameCheck.of(file.map(Checks::names).filter(names -> !names.isEmpty()).orElse(List.of("web"))));
        return findings;
    }

    /** The A3sfile of this directory, loaded with the user's own defaults as {@code a3s up} does. */
    private static Optional<A3sfile> project(Sources sources, List<Finding> findings) {
        var file = A3sfileLoader.find(Path.of("").toAbsolutePath());
        if (file.isEmpty()) {
            findings.add(Finding.ok("project", "no A3sfile.hcl here or above"));
            return Optional.empty();
        }
        try {
            var found = A3sfileLoader.load(file.get(), new ValidationScope(System.getenv(),
                    Listen.AS_IN_FILE.usually(sources.user().port(), sources.user().host()).usual())).file();
            findings.add(Finding.ok("project", file.get() + " is valid"));
            return Optional.of(found);
        } catch (InvalidA3sfile e) {
            findings.add(Finding.error("project", e.getMessage().lines().findFirst().orElse(""),
                    "a3s validate shows all that is wrong with the file, and what to write instead"));
            return Optional.empty();
        }
    }

    private static List<String> names(A3sfile file) {
        return file.services().values().stream().filter(service -> !(service.port() instanceof Port.None))
                .map(ServiceSpec::subdomain).toList();
    }
}
