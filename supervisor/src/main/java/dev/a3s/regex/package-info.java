/**
 * Regular expressions whose search always ends: its time grows with the text's length times the expression's size, and no
 * faster. The syntax is RE2's (<a href="https://github.com/google/re2/wiki/Syntax">its page</a>), which lacks what cannot be
 * searched so: lookaround and back references.
 *
 * <p>
 * {@link dev.a3s.regex.Regex} is such an expression, and the only class that knows the re2j library. {@link dev.a3s.regex.RegexSize} measures an expression before it is
 * compiled, and {@link dev.a3s.regex.RegexAdvice} says what to write for what RE2 lacks. {@link dev.a3s.regex.PacedText} lets others run while a long text is searched, at the {@link dev.a3s.regex.Pace} that all long work keeps.
 */
package dev.a3s.regex;
