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
 * A {@link LaunchAttempt} makes a {@link Run}: the process and its probe, or by {@link Adoption} a process that a3s did not
 * start. {@link Warmup} waits until the run is ready, {@link Liveness} decides whether it is over, {@link RunStopper} ends it, and
 * {@link Swap} starts another beside it. {@link Transitions} say what a signal makes of a service; {@link Rules}, with their
 * {@link RestartPolicy} and {@link IdleStop}, what its specification says is to follow. {@link StatusHistory} publishes the
 * service's status and keeps the steps that led there.
 *
 * <p>
 * What a runner needs from the others (whether its dependencies allow it to start, its log, its environment) it asks of
 * its {@link RunnerContext}; what they may know of it is its {@link ServiceStatus}.
 */
package dev.a3s.service;
