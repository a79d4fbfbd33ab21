package dev.a3s.process;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A signal of this operating system.
 *
 * @param name with {@code SIG}
 */
record Signal(String name, int number) {
    private static final List<String> LINUX = names(
            "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU "
                    + "URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS");
    private static final List<String> MACOS = names(
            "HUP INT QUIT ILL TRAP ABRT EMT FPE KILL BUS SEGV SYS PIPE ALRM TERM URG STOP TSTP CONT CHLD TTIN TTOU IO "
                    + "XCPU XFSZ VTALRM PROF WINCH INFO USR1 USR2");
    private static final Map<String, Signal> BY_NAME = new HashMap<>();

    static final Signal KILL = named("SIGKILL");
    static final Signal STOP = named("SIGSTOP");
    static final Signal CONT = named("SIGCONT");

    /** @param name with or without {@code SIG}, in any case, or a number */
    static Signal named(String name) {
        var upper = name.strip().toUpperCase(Locale.ROOT);
        var signal = table().get(upper.startsWith("SIG") ? upper : "SIG" + upper);
        if (signal != null) {
            return signal;
        }
        if (upper.matches("\\d{1,3}")) {
            return numbered(Integer.parseInt(upper)).orElseThrow(() -> unknown(name));
        }
        throw unknown(name);
    }

    /** Empty for a number that is no signal here. */
    static Optional<Signal> numbered(int number) {
        return table().values().stream().filter(signal -> signal.number == number).findFirst();
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("unknown signal \"" + name + "\"; write for instance SIGTERM or SIGINT");
    }

    private static synchronized Map<String, Signal> table() {
        if (BY_NAME.isEmpty()) {
            var names = Platform.MACOS ? MACOS : LINUX;
            for (int i = 0; i < names.size(); i++) {
                BY_NAME.put(names.get(i), new Signal(names.get(i), i + 1));
            }
        }
        return BY_NAME;
    }

    private static List<String> names(String shortNames) {
        return Arrays.stream(shortNames.split(" ")).map(name -> "SIG" + name).toList();
    }
}
