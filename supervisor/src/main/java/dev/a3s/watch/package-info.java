/**
 * Notices when the files that a service is made of have really changed.
 *
 * <p>
 * A {@link FileWatcher} owns one {@code watch} block. {@link Interest} says which paths count: what lies at or below the
 * block's paths and is not ignored by its {@link IgnoreRules}; directories between the project and a path are observed
 * without being walked, so that a path may come, go and come back. A {@link Watcher} hints at where something stirred, by
 * the system's events ({@link NativeWatcher}) or, where there are none, by looking every second
 * ({@link PollingWatcher}). After a quiet time ({@link Debounce}) {@link Contents} compares what stirred with what it
 * was, and only files whose content differs are reported, as one {@link Change}.
 *
 * <p>
 * Comparing after the quiet time, rather than on each event, is what makes editors' detours, touches and a checkout
 * there and back invisible, and what turns every loss of events into the same cure: look at everything again.
 */
package dev.a3s.watch;
