package dev.a3s.protocol;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Whom files belong to, by number, since neither the user of this process nor an owner need have a name. */
final class Ownership {
    /** On Linux it belongs to the user that this process runs as; elsewhere it does not exist. */
    private static final Path SELF = Path.of("/proc/self");
    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int PERMISSIONS = 07777;

    private Ownership() {}

    /**
     * The name of the owner, or its number, if that is not this user.
     *
     * @param options whether a link is looked at itself
     */
    static Optional<String> foreignOwner(Path path, LinkOption... options) throws IOException {
        if (Files.exists(SELF) && FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
            return attributes(path, options).get("uid").equals(attributes(SELF).get("uid")) ? Optional.empty()
                    : Optional.of(Files.getOwner(path, options).getName());
        }
        var user = System.getProperty("user.name");
        return Optional.of(Files.getOwner(path, options).getName())
                .filter(owner -> !owner.equals(user) && !user.equals("?"));
    }

    /** The mode in octal digits, if others than the owner may make files there. */
    static Optional<String> writableByOthers(Path dir, LinkOption... options) throws IOException {
        int mode = (int) attributes(dir, options).get("mode") & PERMISSIONS;
        return (mode & WRITABLE_BY_OTHERS) == 0 ? Optional.empty() : Optional.of(Integer.toOctalString(mode));
    }

    private static Map<String, Object> attributes(Path path, LinkOption... options) throws IOException {
        return Files.readAttributes(path, "unix:uid,mode", options);
    }
}
