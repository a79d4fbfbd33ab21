/**
 * How a session is named, on the wire and within the daemon: a {@link dev.a3s.session.naming.SessionId} is one session's
 * own, a {@link dev.a3s.session.naming.SessionSelector} says which sessions a request means. Plain values, which the
 * daemon and its clients share.
 */
package dev.a3s.session.naming;
