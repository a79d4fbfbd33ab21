package dev.a3s.session;

import dev.a3s.config.A3sfile;

/**
 * A version of a running session's file that was loaded without errors and is still to be applied.
 *
 * @param file    resolved
 * @param options how the session runs from then on, where that is not as the file says
 * @param scope   has the ports that were chosen for it
 * @param number  greater than that of each version loaded before
 */
record FileVersion(A3sfile file, SessionOptions options, SessionScope scope, long number) {}
