/**
 * What crosses between the daemon and commands: {@link dev.a3s.protocol.Request} and {@link dev.a3s.protocol.Reply}, the rows of
 * sessions and services in them, and where a user's daemon is found.
 *
 * <p>
 * A command connects to one Unix socket in a directory that only its user may enter ({@link dev.a3s.protocol.RuntimeDir}), sends
 * one request, and gets any number of replies and a last {@link dev.a3s.protocol.Reply.Done}
 * ({@link dev.a3s.protocol.ControlClient}). Each is one JSON object on a line ({@link dev.a3s.protocol.Wire}); unknown fields are
 * ignored, so that an older client and a newer daemon understand each other. {@link dev.a3s.protocol.StatusFile} is an answer on
 * disk: {@code a3s status} need not connect. Short commands cannot wait for reflection: {@code PlainMessages} and
 * {@code RowFormat} are the same messages field by field (docs/adr/0006).
 *
 * <p>
 * What programs outside get ({@code --json}, MCP) are the records whose names end in {@code Json}, documented in docs/json.md.
 */
package dev.a3s.protocol;
