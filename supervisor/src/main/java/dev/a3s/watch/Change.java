package dev.a3s.watch;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Files that are no longer what they were.
 *
 * @param files   created, deleted or changed in content; absolute, distinct, sorted, never empty
 * @param written when the last of them was written, as the file system says, but not later than it was noticed
 * @param digest  the {@link Inventory#digest} after the change; empty before every file has been read
 */
public record Change(List<Path> files, Instant written, OptionalLong digest) {

    public Change {
        files = List.copyOf(files);
    }
}
