package dev.a3s.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Classifies characters of HCL by a scan of its own, without the lexer under test: strings, comments, names, the rest. */
final class Deletion {
    private Deletion() {}

    /**
     * Whether the character is part of a name, a number, a string's text, a heredoc or a comment, so that without it
     * these alone may mean something else. The line break that ends a comment counts as part of it.
     */
    static boolean isWithinLiteralNameOrComment(String text, int at) {
        char kind = kinds(text).charAt(at);
        return kind != '.';
    }

    /** For each character: s string, c comment, h heredoc, w word, . anything else. */
    private static String kinds(String text) {
        var kinds = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int end;
            char kind;
            if (text.startsWith("<<-EOT", at)) {
                end = text.indexOf("\n", text.indexOf("\n  EOT", at) + 1);
                kind = 'h';
            } else if (text.charAt(at) == '#') {
                end = text.indexOf('\n', at) + 1;
                kind = 'c';
            } else if (text.startsWith("/*", at)) {
                end = text.indexOf("*/", at) + 2;
                kind = 'c';
            } else if (text.charAt(at) == '"') {
                end = string(text, at);
                kind = 's';
            } else if (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_') {
                end = at + 1;
                kind = 'w';
            } else {
                end = at + 1;
                kind = '.';
            }
            kinds.append(String.valueOf(kind).repeat(end - at));
            at = end;
        }
        return kinds.toString();
    }

    /** Behind the closing quote; interpolations belong to the string. */
    private static int string(String text, int open) {
        int depth = 0;
        for (int at = open + 1;; at++) {
            if (text.startsWith("${", at)) {
                depth++;
            } else if (text.charAt(at) == '}' && depth > 0) {
                depth--;
            } else if (text.charAt(at) == '"' && depth == 0) {
                return at + 1;
            }
        }
    }

    /** The lines that open a bracket or a heredoc which the line is inside of or ends in, and those of brackets that close on it. */
    static Set<Integer> openersOf(String text, int line) {
        Set<Integer> openers = new TreeSet<>();
        List<Integer> open = new ArrayList<>();
        var kinds = kinds(text);
        int heredocLine = 0;
        int at = 0;
        int number = 1;
        for (; at < text.length() && number <= line; at++) {
            char c = text.charAt(at);
            if (c == '\n') {
                number++;
            }
            boolean heredoc = kinds.charAt(at) == 'h';
            if (heredoc && heredocLine == 0) {
                heredocLine = number;
            }
            if (!heredoc) {
                heredocLine = 0;
            }
            if (number == line) {
                openers.addAll(open);
            }
            if (number == line && heredoc) {
                openers.add(heredocLine);
            }
            if (kinds.charAt(at) == '.' && (c == '{' || c == '[' || c == '(')) {
                open.add(number);
            }
            if (kinds.charAt(at) == '.' && (c == '}' || c == ']' || c == ')')) {
                open.removeLast();
            }
        }
        return openers;
    }
}
