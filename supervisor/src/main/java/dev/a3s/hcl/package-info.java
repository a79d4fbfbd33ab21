/**
 * Reads HCL, the language of {@code A3sfile.hcl}, and keeps the place of everything it reads.
 *
 * <p>
 * A file passes through four hands. {@link Lexer} cuts the text into tokens, also inside {@code "${…}"} and heredocs.
 * {@link BracketRepair} finds the bracket that is missing or too many, with the indentation as its witness, and hands on
 * tokens that balance, so that one mistake stays one mistake. {@link HclReader} turns them into a {@link Body}: blocks,
 * labels, attributes, and every value as an {@link Expression}. {@link Evaluator} gives an expression its {@link Value},
 * asking {@link EvaluationContext} for what lies outside of the file.
 *
 * <p>
 * Nothing here throws for a broken file: whatever is wrong goes to {@link Faults}, with a {@link Span}, and reading goes
 * on behind it. Every step is bounded: by the length of the text, by {@link ExpressionReader#MAX_DEPTH}, or by {@link Budget}.
 * The functions that the hcl4j library gets right are called in {@link Hcl4jFunctions}, the only class that knows it.
 */
package dev.a3s.hcl;
