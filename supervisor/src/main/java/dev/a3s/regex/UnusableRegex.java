package dev.a3s.regex;

/** A text is no regular expression, or one that cannot be searched for in bounded time. The message is for users. */
public final class UnusableRegex extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String help;

    UnusableRegex(String message, String help) {
        super(message, null, false, false);
        this.help = help;
    }

    /** What to write instead. */
    public String help() {
        return help;
    }
}
