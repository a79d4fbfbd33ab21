package dev.a3s.health;

import java.util.regex.Pattern;

/** Text of a program that believes it writes to a terminal. */
final class AnsiText {

    /** Control sequences and operating system commands, ECMA-48 §5.4 and §8.3.89. */
    private static final Pattern ESCAPES = Pattern
            .compile("\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)|[@-Z\\\\^_])");

    private AnsiText() {}

    /** What is left without colours and cursor movements. */
    static String plain(String line) {
        return line.indexOf('\u001b') < 0 ? line : ESCAPES.matcher(line).replaceAll("");
    }
}
