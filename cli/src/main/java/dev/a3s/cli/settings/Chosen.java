package dev.a3s.cli.settings;

/**
 * The value of a setting, and the place that it comes from.
 *
 * @param origin the strongest place that says something
 */
public record Chosen<T>(T value, Origin origin) {}
