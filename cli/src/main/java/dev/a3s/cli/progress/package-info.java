/**
 * What the user sees while services start or stop.
 *
 * <p>
 * {@link dev.a3s.cli.progress.Progress} is told the daemon's replies. On a terminal a board of services is redrawn in place
 * until all are where they are meant to get; elsewhere each change is a line. Both end with what those that failed had to
 * say. The board itself knows of no terminal: it is laid out as lines for a given width and height.
 */
package dev.a3s.cli.progress;
