/**
 * What can be said of a service at one moment, as values: its {@link dev.a3s.status.Phase}, the
 * {@link dev.a3s.status.Reason} for it, and the {@link dev.a3s.status.Moment}s that led there.
 *
 * <p>
 * The supervisor decides by these values, keeps them on disk and sends them to commands. They become English only where a
 * person reads them: {@link dev.a3s.status.Reason#words} is called when a command prints, a page is rendered or a log is
 * written to, and its result is neither stored for programs nor compared.
 */
package dev.a3s.status;
