package dev.a3s.watch;

import java.nio.file.Path;
import java.util.List;

/**
 * Files that are no longer what they were.
 *
 * @param files created, deleted or changed in content; absolute, distinct, sorted, never empty
 */
public record Change(List<Path> files) {

    public Change {
        files = List.copyOf(files);
    }
}
