package dev.a3s.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Starts a shim and waits until the command below it has reported its pid. Blocks in a pipe's read: platform threads only. */
final class Launcher {
    private Launcher() {}

    static Identity start(Launch launch, RunDir dir) {
        try {
            for (var log : List.of(launch.stdout(), launch.stderr())) {
                Files.newByteChannel(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
            }
            Shim.prepare(launch, dir);
            var cookie = Identity.begin(dir, Instant.now().truncatedTo(ChronoUnit.MILLIS));
            var shim = builder(launch, dir, cookie).start();
            try (var out = new BufferedReader(new InputStreamReader(shim.getInputStream(), StandardCharsets.UTF_8))) {
                if (out.readLine() == null) {
                    throw new LaunchFailed("the command could not be started: " + Shim.complaint(dir));
                }
            }
            return Identity.read(dir)
                    .orElseThrow(
                            () -> new LaunchFailed(
                                    "the run directory " + dir.path() + " was changed by somebody else"));
        } catch (IOException e) {
            throw new LaunchFailed("the command could not be started: " + StartRefusal.words(e), e);
        }
    }

    private static ProcessBuilder builder(Launch launch, RunDir dir, String cookie) {
        var builder = new ProcessBuilder(Shim.commandLine(launch, dir)).directory(launch.dir().toFile())
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectError(Redirect.to(dir.shimLog().toFile()));
        var environment = builder.environment();
        environment.clear();
        environment.putAll(launch.environment());
        environment.put("PWD", launch.dir().toString());
        environment.put(Identity.COOKIE, cookie);
        return builder;
    }
}
