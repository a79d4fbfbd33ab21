/**
 * What {@code a3s mcp} speaks: a server of tools for coding assistants, by the Model Context Protocol.
 *
 * <p>
 * {@link dev.a3s.cli.mcp.McpServer} reads messages of JSON-RPC, a line each, and answers them. A call of a tool becomes
 * words of a command line, which it gives to {@link dev.a3s.cli.mcp.Commands} with a console that records; what the command
 * printed is the answer. So a tool says and does what its command says and does.
 */
package dev.a3s.cli.mcp;
