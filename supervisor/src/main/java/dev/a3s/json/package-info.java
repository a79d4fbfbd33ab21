/**
 * JSON, in three forms. {@link dev.a3s.json.Json} turns records into JSON and back by reflection; everything that crosses a
 * socket or survives the daemon goes through it. {@link dev.a3s.json.Fields} reads and writes the same JSON field by field, for
 * commands that are over before a cold JVM has described a record (docs/adr/0006). {@link dev.a3s.json.JsonValue} is any JSON,
 * for messages whose shape others decide. The only package that imports the JSON library.
 */
package dev.a3s.json;
