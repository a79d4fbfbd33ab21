package dev.a3s.cli.line;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine;

/**
 * Makes commands for picocli.
 *
 * @param arguments what a command's constructor can ask for, by type
 */
public record CommandFactory(List<Object> arguments) implements CommandLine.IFactory {

    /** Uses the constructor whose parameters are all among the arguments; else what picocli uses. */
    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (var constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() > 0 && values(constructor).stream().allMatch(Optional::isPresent)) {
                constructor.setAccessible(true); // commands and their constructors are private to their packages
                return type.cast(constructor.newInstance(values(constructor).stream().map(Optional::get).toArray()));
            }
        }
        return CommandLine.defaultFactory().create(type);
    }

    private List<Optional<Object>> values(Constructor<?> constructor) {
        return Arrays.stream(constructor.getParameterTypes())
                .map(wanted -> arguments.stream().filter(wanted::isInstance).findFirst()).toList();
    }
}
