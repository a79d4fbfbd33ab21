package dev.a3s.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.a3s.hcl.Expression.Template;
import dev.a3s.hcl.Expression.Template.Part;

/**
 * Reads quoted strings and heredocs (HCL native syntax specification, "Template Expressions"): escapes, interpolations,
 * {@code ~} that strips blanks, and the indentation that {@code <<-} takes away. Directives (<code>%{if}</code>) are
 * refused.
 */
final class TemplateReader {
    private final Source source;
    private final ExpressionFaults faults;
    private final Function<TokenRange, Expression> expression;

    /** @param expression reads an expression that stands inside */
    TemplateReader(Source source, ExpressionFaults faults, Function<TokenRange, Expression> expression) {
        this.source = source;
        this.faults = faults;
        this.expression = expression;
    }

    Template read(TokenRange range) {
        var open = range.peek();
        var inside = range.inside();
        var span = open.span().to(range.previous().span());
        boolean heredoc = open.is(TokenKind.OPEN_HEREDOC);
        List<Part> parts = new ArrayList<>();
        boolean strip = false;
        while (!inside.at(TokenKind.END)) {
            var token = inside.peek();
            if (token.is(TokenKind.TEXT)) {
                inside.next();
                var text = heredoc ? plain(source.text(token.span())) : unescaped(token.span());
                parts.add(new Part.Text(strip ? text.stripLeading() : text));
                strip = false;
            } else {
                if (token.end() - token.start() == 3) {
                    stripTrailing(parts);
                }
                parts.add(interpolation(inside));
                var closing = inside.previous().span();
                strip = closing.end() - closing.start() == 2;
            }
        }
        boolean flush = heredoc && source.text(open.span()).startsWith("<<-");
        return new Template(flush ? Indentation.removed(parts) : parts, span);
    }

    private static void stripTrailing(List<Part> parts) {
        if (!parts.isEmpty() && parts.getLast() instanceof Part.Text(String text)) {
            parts.removeLast();
            parts.add(new Part.Text(text.stripTrailing()));
        }
    }

    private Part interpolation(TokenRange range) {
        var open = range.peek();
        var inside = range.inside().ignoringNewlines();
        var span = open.span().to(range.previous().span());
        if (open.is(TokenKind.OPEN_DIRECTIVE)) {
            throw faults.fault(span, "not supported: `%{ … }`",
                    "write a conditional, ${condition ? \"yes\" : \"no\"}, or join(\"\", [for x in list : x]) instead;"
                            + " %%{ stands for the characters themselves");
        }
        if (inside.at(TokenKind.END)) {
            throw faults.fault(span, "`${}` is empty", "write an expression in it, or $${ for the characters");
        }
        var inner = expression.apply(inside);
        if (!inside.at(TokenKind.END)) {
            var token = inside.peek();
            if (token.is(TokenKind.UNREADABLE)) {
                throw new AlreadyReported();
            }
            throw faults.fault(token.span(), faults.inWords(token) + " is unexpected in `${…}`",
                    "write `}` before it, or remove it");
        }
        return new Part.Interpolation(inner);
    }

    /** A heredoc's text: no escapes but the two that keep a template from opening, and lines that end in {@code \n}. */
    private static String plain(String text) {
        return text.replace("$${", "${").replace("%%{", "%{").replace("\r\n", "\n");
    }

    private String unescaped(Span span) {
        var text = source.text(span);
        if (text.indexOf('\\') < 0) {
            return plain(text);
        }
        var result = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (text.startsWith("$${", at) || text.startsWith("%%{", at)) {
                result.append(c).append('{');
                at += 3;
            } else if (c != '\\') {
                result.append(c);
                at++;
            } else {
                at += escape(text, at, span, result);
            }
        }
        return result.toString();
    }

    /** Appends what the escape at {@code at} stands for; its length. */
    private int escape(String text, int at, Span span, StringBuilder result) {
        char kind = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        switch (kind) {
            case 'n' -> result.append('\n');
            case 'r' -> result.append('\r');
            case 't' -> result.append('\t');
            case '"', '\\' -> result.append(kind);
            case 'u', 'U' -> {
                int digits = kind == 'u' ? 4 : 8;
                result.appendCodePoint(codePoint(text, at, digits, span));
                return 2 + digits;
            }
            default -> throw faults.fault(new Span(at, Math.min(text.length(), at + 2)).shifted(span.start()),
                    "`\\" + kind + "` is no escape", "write `\\\\" + Character.toString(kind) + "` for a backslash");
        }
        return 2;
    }

    private int codePoint(String text, int at, int digits, Span span) {
        int end = Math.min(text.length(), at + 2 + digits);
        var hex = text.substring(at + 2, end);
        if (hex.length() == digits && hex.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
            long value = Long.parseLong(hex, 16);
            if (value > 0 && value <= Character.MAX_CODE_POINT && !(value >= 0xD800 && value <= 0xDFFF)) {
                return (int) value;
            }
        }
        throw faults.fault(new Span(at, end).shifted(span.start()), "this escape names no character",
                "write \\u and four hexadecimal digits, or \\U and eight");
    }
}
