package dev.a3s.watch;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything that is watched, once it has been read.
 *
 * @param digest the same for the same files with the same content, also in another JVM
 * @param latest the file that was written last, as the file system says; empty if there is none
 */
public record Inventory(long digest, Optional<Path> latest) {}
