/**
 * A service's terminal on the user's own: {@link dev.a3s.cli.attach.Attachment} sends keys one way and shows output the
 * other way until the user detaches, for {@code a3s attach}.
 */
package dev.a3s.cli.attach;
