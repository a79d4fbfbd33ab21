/**
 * How commands talk to the daemon: one Unix socket in a directory that only its user may enter, one request a
 * connection, answered by any number of replies and a last {@link dev.a3s.protocol.Reply.Done}. Each is one JSON object
 * on a line; unknown fields are ignored, so that an older client and a newer daemon understand each other.
 *
 * <p>
 * {@link dev.a3s.protocol.RuntimeDir} says where everything is, {@link dev.a3s.protocol.ControlClient} is the command's
 * side, {@link dev.a3s.control.ControlServer} the daemon's, where {@link dev.a3s.operations.SessionOperations} carries out what
 * concerns sessions, {@link dev.a3s.operations.LogOperations} what concerns their logs and {@link dev.a3s.operations.AccessLogOperations} what
 * was asked of them. {@link dev.a3s.protocol.StatusFile} is an answer that lies ready, so that {@code a3s status} need not
 * ask.
 */
package dev.a3s.control;
