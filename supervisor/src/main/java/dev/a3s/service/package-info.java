/**
 * The life of one service.
 *
 * <p>
 * A {@link ServiceRunner} owns one service and is the only one that decides its {@link ServiceState}. It runs on a
 * virtual thread of its own and does one thing at a time: it waits for its {@link Mailbox}, in the way that the present
 * state asks for, and goes to the next state. Everybody else (a command, the probe, the process, the file watcher, a
 * dependency) only sends it a {@link ServiceSignal}.
 *
 * <p>
 * A {@link Run} is one launch: the process, its probe and what belongs to it; a {@link Swap} is the time of two of them.
 * A {@link Chronicle} keeps what can be told of the service and how it came to that. A {@link RestartPolicy} says what follows
 * when one ended by itself. What a runner needs from the others (whether its dependencies allow it to start, its log,
 * its environment) it asks of its {@link Surroundings}; what they may know of it is its {@link ServiceStatus}.
 */
package dev.a3s.service;
