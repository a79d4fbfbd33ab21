/**
 * What can be said of a service at one moment, as values: its {@link dev.a3s.status.Phase}, the
 * {@link dev.a3s.status.Reason} for it, and the {@link dev.a3s.status.Moment}s that led there.
 *
 * <p>
 * These values are what the supervisor decides by, what is kept on disk, and what crosses to commands. They become English only
 * where a person reads: {@link dev.a3s.status.Reason#words} is called when a command prints, a page is rendered or a log is
 * written to, and its result is neither stored for programs nor compared.
 */
package dev.a3s.status;
