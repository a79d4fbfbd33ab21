package dev.a3s.process;

import java.util.Optional;
import java.util.OptionalInt;

/** How a command ended. */
public sealed interface Exit {

    /** It exited by itself; 0 is success. */
    record Code(int code) implements Exit {
        @Override
        public String describe() {
            return "exited " + code;
        }
    }

    /**
     * A signal ended it. The shell tells this as 128 plus the signal, so a program that exits with such a code by itself
     * is told the same way.
     *
     * @param name with {@code SIG}
     */
    record Signalled(int signal, String name) implements Exit {
        @Override
        public String describe() {
            return "killed by " + name;
        }
    }

    /** It is over and nobody saw how: its shim was killed, or the machine went down. */
    record Unknown(String why) implements Exit {
        @Override
        public String describe() {
            return "ended, exit code unknown: " + why;
        }
    }

    /** Whether it exited with 0. */
    default boolean success() {
        return this instanceof Code(var code) && code == 0;
    }

    /** For a message: "exited 1", "killed by SIGKILL". */
    String describe();

    /** What a shell's {@code $?} is for it: 0 to 255; empty if nobody knows. */
    default OptionalInt shellStatus() {
        return switch (this) {
            case Code(int code) -> OptionalInt.of(code);
            case Signalled(int signal, _) -> OptionalInt.of(128 + signal);
            case Unknown _ -> OptionalInt.empty();
        };
    }

    /** What a shell's {@code $?} says (POSIX.1-2024, Shell & Utilities 2.8.2). */
    static Exit ofShellStatus(int status) {
        Optional<Signal> signal = status > 128 ? Signal.numbered(status - 128) : Optional.empty();
        return signal.<Exit>map(known -> new Signalled(known.number(), known.name())).orElse(new Code(status));
    }
}
