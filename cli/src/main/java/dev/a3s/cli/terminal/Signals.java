package dev.a3s.cli.terminal;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/**
 * Signals, Ctrl-C above all, given to a handler instead of ending the JVM. The JDK has this only in
 * {@code sun.misc.Signal} (module jdk.unsupported), which javac warns of wherever it is named; hence by reflection.
 */
public final class Signals {
    private static final List<String> ENDING = List.of("INT", "HUP", "TERM");

    private Signals() {}

    /** Runs {@code handler} on a thread of its own each time a signal arrives that asks the process to end. */
    public static void onEnd(Runnable handler) {
        for (var name : ENDING) {
            on(name, handler);
        }
    }

    /** The same for a handler that is given the signal's name, without {@code SIG}. */
    public static void onEnd(Consumer<String> handler) {
        for (var name : ENDING) {
            on(name, () -> handler.accept(name));
        }
    }

    /** What a shell says of a command that such a signal has ended: 128 and the signal's number. */
    public static int exitCode(String name) {
        return 128 + switch (name) {
            case "HUP" -> 1;
            case "INT" -> 2;
            case "TERM" -> 15;
            default -> throw new IllegalArgumentException("not asked to end by SIG" + name);
        };
    }

    /** Runs {@code handler} for the signal of that name, given without {@code SIG}. */
    static void on(String name, Runnable handler) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handlerType = Class.forName("sun.misc.SignalHandler");
            var proxy = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[]{handlerType},
                    (_, _, _) -> {
                        handler.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handlerType)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM cannot handle signals", e);
        }
    }
}
