package dev.a3s.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.a3s.config.EnvFile;
import dev.a3s.process.ServiceProcess;

/**
 * Where the variables of a launched process came from, as checksums: no value can be read from it. Kept in the run's directory, in
 * a file {@value #NAME}, so that a later daemon knows whether files of variables have changed since.
 *
 * @param whole   of the whole environment
 * @param sources of what each file contributed, by path, and of variables that follow from settings, by name
 */
public record LaunchedEnvironment(String whole, Map<String, String> sources) {
    private static final Logger LOG = LoggerFactory.getLogger(LaunchedEnvironment.class);
    private static final String NAME = "variables";
    private static final String VERSION = "1";
    private static final String URL = "A3S_URL";
    private static final String PROJECT = "A3S_PROJECT";

    /**
     * That of a process with this environment.
     *
     * @param files the files of variables that were read for it; one contributes what nothing stronger has set otherwise
     */
    public static LaunchedEnvironment of(Map<String, String> environment, List<Path> files) {
        var sources = new LinkedHashMap<String, String>();
        for (var file : files) {
            var contributed = new TreeMap<String, String>();
            if (Files.exists(file)) {
                EnvFile.read(file).variables().forEach((name, value) -> {
                    if (value.equals(environment.get(name))) {
                        contributed.put(name, value);
                    }
                });
            }
            sources.put(file.toString(), checksum(contributed));
        }
        var url = environment.getOrDefault(URL, "");
        sources.put(URL, checksum(Map.of(URL, url.substring(url.lastIndexOf(':') + 1)))); // a name may pass from session to session
        sources.put(PROJECT, checksum(Map.of(PROJECT, environment.getOrDefault(PROJECT, ""))));
        return new LaunchedEnvironment(checksum(new TreeMap<>(environment)), sources);
    }

    /** That of a run; empty if it was not kept. */
    public static Optional<LaunchedEnvironment> of(Run run) {
        return run.process().map(ServiceProcess::runDir).flatMap(LaunchedEnvironment::read);
    }

    /** What is the reason that {@code now} is not the same: paths of files, names of variables; empty if it is. */
    public List<String> differing(LaunchedEnvironment now) {
        var differing = new ArrayList<String>();
        if (!whole.equals(now.whole)) {
            now.sources.forEach((source, checksum) -> {
                if (!checksum.equals(sources.getOrDefault(source, checksum(Map.of())))) {
                    differing.add(source);
                }
            });
        }
        return differing;
    }

    /** Writes it to the directory of a run. A failure is logged: then nobody compares. */
    void keep(Path runDir) {
        var lines = new ArrayList<>(List.of(VERSION, whole));
        sources.forEach((source, checksum) -> lines.add(checksum + " " + source));
        try {
            Files.write(runDir.resolve(NAME), lines);
        } catch (IOException e) {
            LOG.debug("{} has no file of variables", runDir, e);
        }
    }

    private static Optional<LaunchedEnvironment> read(Path runDir) {
        try {
            var lines = Files.readAllLines(runDir.resolve(NAME), StandardCharsets.UTF_8);
            if (lines.size() < 2 || !lines.getFirst().equals(VERSION)) {
                return Optional.empty();
            }
            var sources = new LinkedHashMap<String, String>();
            lines.stream().skip(2).map(line -> line.split(" ", 2)).filter(parts -> parts.length == 2)
                    .forEach(parts -> sources.put(parts[1], parts[0]));
            return Optional.of(new LaunchedEnvironment(lines.get(1), sources));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static String checksum(Map<String, String> variables) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            variables.forEach((name, value) -> {
                digest.update((name + '\0' + Objects.requireNonNull(value) + '\0').getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
