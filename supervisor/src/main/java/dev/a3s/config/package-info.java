/**
 * What an {@code A3sfile.hcl} says, checked and resolved.
 *
 * <p>
 * {@link A3sfileLoader} reads the file once and either returns an {@link A3sfile}, in which every expression has a
 * value, every path is absolute and every name is known to exist, or throws {@link InvalidA3sfile} with all problems
 * found, each at its place. The records here hold values only: nothing in this package starts, opens or watches
 * anything. Two equal {@link ServiceSpec}s mean that nothing about the service changed.
 */
package dev.a3s.config;
