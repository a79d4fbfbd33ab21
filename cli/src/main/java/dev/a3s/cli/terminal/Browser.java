package dev.a3s.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The user's browser, through the desktop's own opener: {@code open} on macOS, {@code xdg-open} elsewhere. */
public final class Browser {
    private static final File NOWHERE = new File("/dev/null");

    private Browser() {}

    /** Opens {@code url}; false where there is no opener, or no desktop for it to open in. */
    public static boolean open(String url, Map<String, String> environment) {
        return opener(environment).filter(opener -> {
            try {
                new ProcessBuilder(opener.toString(), url).redirectInput(NOWHERE).redirectOutput(NOWHERE)
                        .redirectError(NOWHERE).start();
                return true;
            } catch (IOException e) {
                return false; // the URL is on screen; a desktop that cannot open it is no reason to fail
            }
        }).isPresent();
    }

    private static Optional<Path> opener(Map<String, String> environment) {
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        if (!mac && !environment.containsKey("DISPLAY") && !environment.containsKey("WAYLAND_DISPLAY")) {
            return Optional.empty();
        }
        return Stream.of(environment.getOrDefault("PATH", "").split(":"))
                .map(dir -> Path.of(dir, mac ? "open" : "xdg-open")).filter(Files::isExecutable).findFirst();
    }
}
