/**
 * What an {@code A3sfile.hcl} says, checked and resolved.
 *
 * <p>
 * {@link A3sfileLoader} reads and parses a file once. For a {@link Scope}, which is the world that its expressions see, the file
 * then resolves to an {@link A3sfile}, in which every expression has a value, every path is absolute and every name is known
 * to exist. The records here hold values only: nothing in this package starts, opens or watches anything. Two equal
 * {@link ServiceSpec}s mean that nothing about the service changed.
 *
 * <p>
 * {@link ProjectReader} goes through a file in three steps. It collects the names that the file declares, so that expressions may
 * refer forward ({@link Declaration}, {@link ReferenceCheck}, {@link ProjectContext}). One reader for each kind of block, such
 * as {@link ServiceReader}, makes a specification of a {@link Section}, which is a block held against its {@link Schema}; each
 * attribute is read as one of the {@link Types}. {@link ProjectCheck} compares the blocks with each other.
 *
 * <p>
 * What is wrong has three names, by what is known of its place. A {@link dev.a3s.hcl.Fault} is at an offset in a text.
 * {@link FaultLocator} makes a {@link Problem} of it, an error or a warning at a line and column of a file. If one of a file's
 * problems is an error, {@link InvalidA3sfile} is thrown with all of them. {@link ProblemReport} writes problems for a person.
 *
 * <p>
 * Room is left for:
 * <ul>
 * <li>{@code env_override}: a {@link Schema} and a reader of its own. Its expressions need a scope as all others do, so the name of
 * the one that is chosen comes from {@link Scope}, and {@link ProjectReader} lays its variables over {@code env} of each
 * service. {@link A3sfile} says which overrides there are; the session remembers the choice.
 * <li>{@code repo}: each repository's file is loaded by itself, with paths, {@code .env} and problems of its own, and a package
 * above this one makes one project of several {@link A3sfile}s. Here, {@link ReferenceCheck} accepts references to
 * {@code repo/service}, and {@link Scope} answers them.
 * <li>A writer of A3sfiles for what is imported from other tools: {@code A3sfileWriter} beside the loader. It writes a model that
 * holds expressions as text; an {@link A3sfile} holds none any more. {@link Schema} has the spellings that it uses.
 * <li>Several files as one project: {@link A3sfileLoader#parse} for each, then one {@link ProjectReader} over several bodies. A
 * {@link Reading} belongs to one file, its directory and its faults, so each block would have the reading of its file.
 * </ul>
 */
package dev.a3s.config;
