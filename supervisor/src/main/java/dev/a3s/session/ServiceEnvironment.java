package dev.a3s.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.a3s.config.EnvFile;
import dev.a3s.config.ServiceSpec;

/**
 * The environment of a service's processes, weakest first: {@code .env} beside the A3sfile, the environment of the
 * {@code up} that created the session, what a3s injects, {@code env_file}, {@code env}: what the file sets is never overwritten.
 */
final class ServiceEnvironment {
    private static final List<String> PROXY_VARIABLES = List.of("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY",
            "HTTPS_PROXY", "ALL_PROXY");
    /** The JVM that a checkout's launcher runs on: expressions of the file may use it, services do not get it. */
    private static final String OWN_JAVA = "A3S_JAVA";
    private static final String LOCAL = "localhost,.localhost,127.0.0.1,::1";

    private ServiceEnvironment() {}

    /** The environment of a command that is no service, weakest first: {@code .env}, the caller's, its own. */
    static Map<String, String> of(Path project, Map<String, String> caller, Map<String, String> own) {
        var environment = new TreeMap<String, String>(EnvFile.read(project.resolve(".env")).variables());
        environment.putAll(caller);
        environment.remove(OWN_JAVA);
        environment.putAll(own);
        return environment;
    }

    /**
     * @param project the directory of the A3sfile
     * @param caller  the environment of the {@code up} that created the session
     * @param spec    the service
     * @param identity the variables that name the session and the service
     */
    static Map<String, String> of(Path project, Map<String, String> caller, ServiceSpec spec,
            Map<String, String> identity) {
        var environment = new TreeMap<String, String>(EnvFile.read(project.resolve(".env")).variables());
        environment.putAll(caller);
        environment.remove(OWN_JAVA);
        environment.remove("PORT");
        spec.port().number().ifPresent(port -> environment.put("PORT", Integer.toString(port)));
        environment.put("HOST", "127.0.0.1");
        environment.putAll(identity);
        if (spec.tty() && environment.getOrDefault("TERM", "dumb").equals("dumb")) {
            environment.put("TERM", "xterm-256color");
        }
        environment.putIfAbsent("PYTHONUNBUFFERED", "1");
        spec.envFiles().forEach(file -> environment.putAll(EnvFile.read(file).variables()));
        environment.putAll(spec.env());
        if (PROXY_VARIABLES.stream().anyMatch(environment::containsKey)) {
            for (var name : List.of("NO_PROXY", "no_proxy")) {
                environment.merge(name, LOCAL, ServiceEnvironment::join);
            }
        }
        return environment;
    }

    private static String join(String present, String added) {
        return present.isBlank() ? added : present + "," + added;
    }
}
