package dev.a3s.config;

import java.nio.file.Path;

/**
 * A {@code repo} block: another repository whose services appear here as {@code name/service}.
 *
 * @param name a DNS label
 * @param path the directory of the other A3sfile, absolute
 */
public record RepoSpec(String name, Path path) {}
