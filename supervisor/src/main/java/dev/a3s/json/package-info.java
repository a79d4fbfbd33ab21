/**
 * JSON for what crosses a socket or survives the daemon: records in, records out. The only package that imports the
 * JSON library.
 */
package dev.a3s.json;
