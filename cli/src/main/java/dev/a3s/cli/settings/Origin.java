package dev.a3s.cli.settings;

/** The places that can set a setting, the strongest first. */
public enum Origin {
    FLAG,
    ENVIRONMENT,
    A3SFILE,
    /** The user's own defaults, which {@code a3s config} writes. */
    USER,
    /** No place sets a value: a3s's own default. */
    DEFAULT
}
