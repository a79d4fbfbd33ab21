/**
 * Messages of HTTP as values, and what an answer is written to.
 *
 * <p>{@link dev.a3s.proxy.message.RequestHead} and {@link dev.a3s.proxy.message.ResponseHead} index a head where it lies, in
 * the text form of HTTP/1.1, and its {@link dev.a3s.proxy.message.FieldSection} the fields: what is passed on is copied from
 * there in long runs. {@link dev.a3s.proxy.message.Authority} says whom a request is for, {@link dev.a3s.proxy.message.Framing}
 * how the end of a body is known. Reading is strict: whatever two readers could understand differently is
 * {@link dev.a3s.proxy.message.Refused}.
 *
 * <p>A {@link dev.a3s.proxy.message.Downstream} is the client's side of one exchange, whatever the protocol, and a
 * {@link dev.a3s.proxy.message.TunnelEnd} one end of an upgraded connection.
 *
 * <p>All types are public for the sake of the proxy's other packages alone.
 */
package dev.a3s.proxy.message;
