package dev.a3s.process;

import java.io.IOException;
import java.util.regex.Pattern;

/** Why the system did not start a command: its own words, or better ones, without the JDK's around them. */
public final class StartRefusal {
    /** "error: 2 (No such file or directory)" since JDK 24, "error=2, No such file or directory" before. */
    private static final Pattern ERROR = Pattern.compile("error[=:] ?(?<number>\\d+)[ ,]+\\(?(?<words>[^()]*)");
    private static final int NO_SUCH_FILE = 2;
    private static final int TOO_LONG = 7;
    private static final int NO_PROGRAM = 8;

    private StartRefusal() {}

    /** A clause without full stop. */
    public static String words(IOException refused) {
        var error = ERROR.matcher(String.valueOf(refused.getMessage()));
        if (!error.find()) {
            return "the system refused to start it";
        }
        return switch (Integer.parseInt(error.group("number"))) {
            case NO_SUCH_FILE -> "the file, or the interpreter that its first line names, does not exist";
            case TOO_LONG -> "its arguments and its environment are longer than the system allows";
            case NO_PROGRAM -> "it is neither a program for this machine nor a script that begins with #!";
            default -> error.group("words").strip();
        };
    }
}
