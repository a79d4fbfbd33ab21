/**
 * The order in which things that depend on each other start and stop.
 *
 * <p>
 * A {@link DependencyGraph} is made once from names and what each depends on. It answers with waves that may start
 * together, with the order of starting and its reverse, and with what a choice of names drags along. Names that depend on
 * each other in a circle have no order; each circle is a {@link Cycle}. Wherever the graph leaves a choice, the order of
 * declaration decides, so that the same file always starts the same way.
 */
package dev.a3s.graph;
