package dev.a3s.hcl;

/** The operators and delimiters of the grammar. */
final class Punctuation {
    private Punctuation() {}

    /** The longest sign that begins at {@code at}, or null. */
    static TokenKind at(String text, int at) {
        char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
        return switch (text.charAt(at)) {
            case '{' -> TokenKind.OPEN_BRACE;
            case '}' -> TokenKind.CLOSE_BRACE;
            case '[' -> TokenKind.OPEN_BRACKET;
            case ']' -> TokenKind.CLOSE_BRACKET;
            case '(' -> TokenKind.OPEN_PAREN;
            case ')' -> TokenKind.CLOSE_PAREN;
            case ',' -> TokenKind.COMMA;
            case ':' -> TokenKind.COLON;
            case '?' -> TokenKind.QUESTION;
            case '+' -> TokenKind.PLUS;
            case '-' -> TokenKind.MINUS;
            case '*' -> TokenKind.STAR;
            case '/' -> TokenKind.SLASH;
            case '%' -> TokenKind.PERCENT;
            case '.' -> text.startsWith("...", at) ? TokenKind.ELLIPSIS : TokenKind.DOT;
            case '=' -> next == '=' ? TokenKind.EQUAL : next == '>' ? TokenKind.ARROW : TokenKind.ASSIGN;
            case '!' -> next == '=' ? TokenKind.NOT_EQUAL : TokenKind.NOT;
            case '<' -> next == '=' ? TokenKind.LESS_EQUAL : TokenKind.LESS;
            case '>' -> next == '=' ? TokenKind.GREATER_EQUAL : TokenKind.GREATER;
            case '|' -> next == '|' ? TokenKind.OR : null;
            case '&' -> next == '&' ? TokenKind.AND : null;
            default -> null;
        };
    }

    /** How many characters a sign has. */
    static int length(TokenKind sign) {
        return switch (sign) {
            case ELLIPSIS -> 3;
            case EQUAL, ARROW, NOT_EQUAL, LESS_EQUAL, GREATER_EQUAL, OR, AND -> 2;
            default -> 1;
        };
    }
}
