package dev.a3s.cli.up;

import java.util.List;

import picocli.CommandLine.Option;

/** The option {@code --external}: services that the user runs outside of a3s, which only probes and routes them. */
public final class ExternalServices {
    @Option(names = "--external", split = ",", paramLabel = "SERVICE",
            description = "This one you run yourself, in a debugger for instance: it is probed and routed, neither started nor stopped.")
    private List<String> names = List.of();

    /** The names of the services, besides those that are external already. */
    public List<String> names() {
        return names;
    }
}
