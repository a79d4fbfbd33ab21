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

    /** A {@code type}, by the constructor that asks for nothing but some of the arguments; else as picocli does it. */
    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (var constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() > 0 && values(constructor).stream().allMatch(Optional::isPresent)) {
                constructor.setAccessible(true); // commands and their constructors are no concern of other packages
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
