/**
 * What the user sees while services start or stop.
 *
 * <p>
 * {@link dev.a3s.cli.progress.Progress} takes the daemon's replies, and {@link dev.a3s.cli.progress.ProgressView} chooses how
 * it shows them. On a terminal a board of services is redrawn in place until all have come where they should; elsewhere each
 * change is a line. Both end with the last lines of services that failed. The board itself knows of no terminal:
 * {@link dev.a3s.cli.progress.BoardView} lays it out as lines for a given width and height.
 */
package dev.a3s.cli.progress;
