package dev.a3s.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;

/**
 * Which file systems have no events for changes. inotify(7): "Inotify reports only events that a user-space program
 * triggers through the filesystem API", so nothing that another machine, the Windows side of WSL 2 or the host of a
 * virtual machine does to a shared directory.
 */
final class EventSupport {

    private static final Set<String> SILENT = Set.of("9p", "v9fs", "drvfs", "nfs", "nfs4", "cifs", "smb3", "smbfs",
            "afs", "ceph", "lustre", "gpfs", "glusterfs", "vboxsf", "prl_fs", "prl_tg", "vmhgfs", "virtiofs", "webdav");

    private EventSupport() {}

    /** Whether changes at {@code path}, or where it would be, come without events. */
    static boolean isMissingFor(Path path) {
        return isSilent(type(path));
    }

    /** Whether a file system of this type, as the mount table names it, is without events. */
    static boolean isSilent(String type) {
        return SILENT.contains(type) || (type.startsWith("fuse.") && !type.equals("fuse.fuse-overlayfs"));
    }

    static String trouble(Collection<Path> silent) {
        var path = silent.stream().sorted().findFirst().orElseThrow();
        return path + " is on a file system without change events (" + type(path)
                + "), so files are looked at every second";
    }

    private static String type(Path path) {
        for (var existing = path; existing != null; existing = existing.getParent()) {
            try {
                return Files.getFileStore(existing).type();
            } catch (IOException _) {
                // not there: the file system of its parent decides
            }
        }
        return "";
    }
}
