/**
 * What can be done with sessions and asked of them, once for every way in: commands over the socket, and whatever else is to come
 * in by another door. An operation takes values, returns values, and reports what happens meanwhile to a listener. It knows no exit
 * codes, no sockets and no pages; its failures are exceptions that say in their message what failed and what helps.
 *
 * <p>
 * {@link dev.a3s.operations.SessionOperations} starts, stops and describes services, {@link dev.a3s.operations.LogOperations}
 * reads what they wrote, {@link dev.a3s.operations.AccessLogOperations} what was asked of them, and
 * {@link dev.a3s.operations.PortOperations} frees ports. {@link dev.a3s.operations.Rows} makes the rows that all of them report, and
 * {@link dev.a3s.operations.Samples} measures what services use while somebody asks.
 */
package dev.a3s.operations;
