package dev.a3s.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Packages from npm, installed once under {@code target}, so that a second run of the tests downloads nothing. */
final class NodeModules {
    private static final String DEBIAN = "Debian: apt-get install nodejs npm";

    private NodeModules() {}

    /** Gives {@code project} the packages that its package.json names. */
    static void into(Path project) throws IOException, InterruptedException {
        Needs.program("node", DEBIAN);
        var npm = Needs.program("npm", DEBIAN);
        var wanted = project.resolve("package.json");
        var cache = Files.createDirectories(Path.of("target", "npm", project.getFileName().toString()))
                .toAbsolutePath();
        var installed = cache.resolve("installed.json");
        if (!Files.exists(installed) || Files.mismatch(installed, wanted) >= 0) {
            Files.copy(wanted, cache.resolve("package.json"), StandardCopyOption.REPLACE_EXISTING);
            var install = new ProcessBuilder(npm.toString(), "install", "--no-package-lock", "--no-audit",
                    "--no-fund", "--ignore-scripts").directory(cache.toFile()).inheritIO().start();
            assertThat(install.waitFor(2, TimeUnit.MINUTES)).as("npm install ends").isTrue();
            assertThat(install.exitValue()).as("npm install").isZero();
            Files.copy(wanted, installed, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.createSymbolicLink(project.resolve("node_modules"), cache.resolve("node_modules"));
    }
}
