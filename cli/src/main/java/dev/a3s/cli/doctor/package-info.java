/**
 * What {@code a3s doctor} looks at.
 *
 * <p>
 * {@link dev.a3s.cli.doctor.Checks} has them all: the system, a3s's home, the daemon, the project, its ports and its names.
 * Each comes to a {@link dev.a3s.cli.doctor.Finding}, with a remedy where something is wrong. They start no daemon and
 * change nothing.
 */
package dev.a3s.cli.doctor;
