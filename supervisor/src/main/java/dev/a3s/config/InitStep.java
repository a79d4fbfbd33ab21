package dev.a3s.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One {@code step} of the {@code init} block.
 *
 * @param name    unique within the block
 * @param command what to run
 * @param dir     where to run it; absolute
 * @param env     added to the environment
 * @param inputs  absolute paths: while the content of all of them is unchanged since the step last succeeded, it is
 *                skipped; empty: it runs each time
 */
public record InitStep(String name, Command command, Path dir, Map<String, String> env, List<Path> inputs) {

    public InitStep {
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        inputs = List.copyOf(inputs);
    }
}
