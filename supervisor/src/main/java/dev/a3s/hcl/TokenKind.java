package dev.a3s.hcl;

/** What a {@link Token} is. A kind whose tokens all look the same is named by that text in messages. */
enum TokenKind {
    IDENTIFIER("a name"),
    NUMBER("a number"),
    /** Text that is no token; its fault has been reported. */
    UNREADABLE("something unreadable"),
    NEWLINE("the end of the line"),
    END("the end of the file"),

    OPEN_QUOTE("a string"),
    OPEN_HEREDOC("a heredoc"),
    /** Literal text within quotes or a heredoc, escapes as written. */
    TEXT("text"),
    CLOSE_QUOTE("\""),
    CLOSE_HEREDOC("the end of a heredoc"),
    /** <code>${</code> or <code>${~</code>. */
    OPEN_INTERPOLATION("${"),
    /** <code>%{</code> or <code>%{~</code>. */
    OPEN_DIRECTIVE("%{"),
    /** <code>}</code> or <code>~}</code> that ends an interpolation or a directive. */
    CLOSE_TEMPLATE("}"),

    OPEN_BRACE("{"),
    CLOSE_BRACE("}"),
    OPEN_BRACKET("["),
    CLOSE_BRACKET("]"),
    OPEN_PAREN("("),
    CLOSE_PAREN(")"),

    ASSIGN("="),
    COMMA(","),
    DOT("."),
    ELLIPSIS("..."),
    COLON(":"),
    QUESTION("?"),
    ARROW("=>"),
    OR("||"),
    AND("&&"),
    NOT("!"),
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_EQUAL("<="),
    GREATER(">"),
    GREATER_EQUAL(">="),
    PLUS("+"),
    MINUS("-"),
    STAR("*"),
    SLASH("/"),
    PERCENT("%");

    private final String name;

    TokenKind(String name) {
        this.name = name;
    }

    /** The kind as messages name it. */
    String inWords() {
        return name.matches("\\W+") ? "`" + name + "`" : name;
    }

    boolean opens() {
        return this == OPEN_BRACE || this == OPEN_BRACKET || this == OPEN_PAREN;
    }

    boolean closes() {
        return this == CLOSE_BRACE || this == CLOSE_BRACKET || this == CLOSE_PAREN;
    }

    boolean opensTemplate() {
        return this == OPEN_QUOTE || this == OPEN_HEREDOC || this == OPEN_INTERPOLATION || this == OPEN_DIRECTIVE;
    }

    boolean closesTemplate() {
        return this == CLOSE_QUOTE || this == CLOSE_HEREDOC || this == CLOSE_TEMPLATE;
    }

    /** The kind that closes this one. */
    TokenKind closer() {
        return switch (this) {
            case OPEN_BRACE -> CLOSE_BRACE;
            case OPEN_BRACKET -> CLOSE_BRACKET;
            case OPEN_PAREN -> CLOSE_PAREN;
            case OPEN_QUOTE -> CLOSE_QUOTE;
            case OPEN_HEREDOC -> CLOSE_HEREDOC;
            case OPEN_INTERPOLATION, OPEN_DIRECTIVE -> CLOSE_TEMPLATE;
            default -> throw new IllegalStateException(name());
        };
    }
}
