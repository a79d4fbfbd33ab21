package dev.a3s.cli.doctor;

import java.util.Optional;

/**
 * What {@code a3s doctor} found about one thing.
 *
 * @param check  the thing
 * @param state  how bad it is
 * @param what   a sentence
 * @param remedy what to do about it
 */
public record Finding(String check, State state, String what, Optional<String> remedy) {

    /** How bad it is. */
    public enum State {
        OK, WARNING, ERROR
    }

    static Finding ok(String check, String what) {
        return new Finding(check, State.OK, what, Optional.empty());
    }

    static Finding warning(String check, String what, String remedy) {
        return new Finding(check, State.WARNING, what, Optional.of(remedy));
    }

    static Finding error(String check, String what, String remedy) {
        return new Finding(check, State.ERROR, what, Optional.of(remedy));
    }
}
