/**
 * Reads HCL, the language of {@code A3sfile.hcl}, and keeps the place of everything that is read.
 *
 * <p>
 * A text becomes values in four steps. {@link Lexer} cuts it into tokens, also inside {@code "${…}"} and heredocs.
 * {@link BracketRepair} finds the bracket that is missing or too many, with the indentation as its witness, and returns
 * tokens whose brackets balance, so that one mistake stays one mistake. {@link HclReader} makes a {@link Body} of them: blocks,
 * labels, attributes, and every value as an {@link Expression}. {@link Evaluator} gives an expression its {@link Value};
 * an {@link EvaluationContext} resolves what lies outside of the file.
 *
 * <p>
 * Nothing here throws for a broken file. Each mistake is a {@link Fault} at a {@link Span} of the text, collected in
 * {@link Faults}, and reading goes on behind it. Every step is bounded: by the length of the text, by
 * {@link ExpressionReader#MAX_DEPTH}, or by {@link Budget}.
 *
 * <p>
 * {@link Functions} finds a function by its name. Those that the hcl4j library computes as Terraform does are in
 * {@link Hcl4jFunctions}, the only class that knows the library; all others are our own.
 */
package dev.a3s.hcl;
