package dev.a3s.hcl;

/** A call of a function that makes no sense. {@link Evaluator} reports it at the argument that is to blame. */
final class WrongArgument extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int argument;
    private final String help;

    /** @param argument the one to blame, from 0; below zero: the call as a whole */
    WrongArgument(int argument, String message, String help) {
        super(message, null, false, false);
        this.argument = argument;
        this.help = help;
    }

    int argument() {
        return argument;
    }

    String help() {
        return help;
    }
}
