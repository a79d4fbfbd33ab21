/**
 * One JVM per user that owns every session and the proxy. {@link dev.a3s.daemon.DaemonMain} is its entry,
 * {@link dev.a3s.daemon.Daemon} puts the parts together, {@link dev.a3s.daemon.RouteUpdater} keeps the proxies that
 * sessions ask for, and {@link dev.a3s.daemon.SessionRoutes} turns the states of their services into routes. The only package
 * that knows of the proxy.
 */
package dev.a3s.daemon;
