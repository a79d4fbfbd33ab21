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
 * A {@link LaunchAttempt} makes a {@link Run}: the process, its probe and what belongs to it. It has a {@link Warmup}
 * before it is ready, {@link SignsOfLife} while it lives, and {@link Endings} when it is over; a {@link Swap} is the time
 * of two runs. What is to follow is a {@link ServiceState.Next}: {@link Wishes} find it in what others want,
 * {@link Rules}, with their {@link RestartPolicy}, in how a run ended. The {@link Chronicle} keeps what can be told of the
 * service and how it came to that.
 *
 * <p>
 * What a runner needs from the others (whether its dependencies allow it to start, its log, its environment) it asks of
 * its {@link RunnerContext}; what they may know of it is its {@link ServiceStatus}.
 */
package dev.a3s.service;
