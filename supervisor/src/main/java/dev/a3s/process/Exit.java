package dev.a3s.process;

import java.util.Optional;
import java.util.OptionalInt;

/** How a command ended. */
public sealed interface Exit {
    /** A shell adds it to the number of the signal that ended a command. */
    int SIGNALLED = 128;

    /** The command exited by itself; 0 is success. */
    record Code(int code) implements Exit {
        @Override
        public String describe() {
            return "exited " + code;
        }

        @Override
        public OptionalInt shellStatus() {
            return OptionalInt.of(code);
        }
    }

    /**
     * A signal ended the command. A shell reports that as 128 plus the signal, so a program that exits with such a code by itself
     * is reported the same way.
     *
     * @param name with {@code SIG}
     */
    record Signalled(int signal, String name) implements Exit {
        @Override
        public String describe() {
            return "killed by " + name;
        }

        @Override
        public OptionalInt shellStatus() {
            return OptionalInt.of(SIGNALLED + signal);
        }
    }

    /** The command is over and nobody saw how: its shim was killed, or the machine went down. */
    record Unknown(String why) implements Exit {
        @Override
        public String describe() {
            return "ended, exit code unknown: " + why;
        }

        @Override
        public OptionalInt shellStatus() {
            return OptionalInt.empty();
        }
    }

    /** Whether the command exited with 0. */
    default boolean success() {
        return this instanceof Code(var code) && code == 0;
    }

    /** The exit in a message: "exited 1", "killed by SIGKILL". */
    String describe();

    /** What a shell's {@code $?} says of it (POSIX.1-2024, Shell &amp; Utilities 2.8.2); empty if nobody knows. */
    OptionalInt shellStatus();

    /** The exit that a shell's {@code $?} stands for; the inverse of {@link #shellStatus()}. */
    static Exit ofShellStatus(int status) {
        Optional<Signal> signal = status > SIGNALLED ? Signal.numbered(status - SIGNALLED) : Optional.empty();
        return signal.<Exit>map(known -> new Signalled(known.number(), known.name())).orElse(new Code(status));
    }
}
