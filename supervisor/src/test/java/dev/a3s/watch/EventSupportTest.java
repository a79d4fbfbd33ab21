package dev.a3s.watch;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EventSupportTest {

    @ParameterizedTest
    @ValueSource(strings = {"9p", "v9fs", "drvfs", "nfs", "nfs4", "cifs", "smb3", "vboxsf", "virtiofs", "fuse.sshfs"})
    void fileSystemsThatAreWrittenFromElsewhereAreSilent(String type) {
        assertThat(EventSupport.isSilent(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "apfs", "fuseblk", ""})
    void localOnesAreNot(String type) {
        assertThat(EventSupport.isSilent(type)).isFalse();
    }

    @Test
    void aPathThatDoesNotExistYetIsJudgedByWhereItWouldBe(@TempDir Path directory) {
        assertThat(EventSupport.isMissingFor(directory.resolve("a/b/c")))
                .isEqualTo(EventSupport.isMissingFor(directory));
    }

    @Test
    void theMessageNamesThePathAndItsFileSystem(@TempDir Path directory) {
        assertThat(EventSupport.trouble(List.of(directory)))
                .startsWith(directory + " is on a file system without change events (")
                .endsWith("), so files are looked at every second");
    }
}
