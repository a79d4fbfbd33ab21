/**
 * The daemon's side of commands. {@link dev.a3s.control.ControlServer} listens on the Unix socket and reads one request from each
 * connection; {@link dev.a3s.control.RequestHandler} has an operation carry it out and makes replies and an exit code of the
 * result; a {@code Caller} is the command at the other end. {@link dev.a3s.control.StatusBoard} keeps each
 * session's status file, which answers {@code a3s status} without a connection.
 */
package dev.a3s.control;
