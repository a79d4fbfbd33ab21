package dev.a3s.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.session.naming.SessionSelector;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class RuntimeDirTest {
    @TempDir
    Path dir;

    @Test
    void anotherUsersHomeIsRefusedByTheNameOfItsOwner() throws IOException {
        var home = new RuntimeDir(foreign());
        var message = home.path() + " belongs to " + Files.getOwner(home.path()).getName();
        assertThatExceptionOfType(RuntimeDir.Unusable.class).isThrownBy(home::create).withMessageStartingWith(message);
        assertThatExceptionOfType(RuntimeDir.Unusable.class).isThrownBy(home::requireOwn)
                .withMessageStartingWith(message);
    }

    /** The system's own directory; for the system's own user, one that is given away. */
    private Path foreign() throws IOException {
        var system = Path.of("/usr");
        if (!Files.getOwner(system).getName().equals(System.getProperty("user.name"))) {
            return system;
        }
        return Files.setOwner(dir, dir.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    }

    @Test
    void aHomeBelowAFileIsRefusedWithTheReason() throws IOException {
        var home = new RuntimeDir(Files.writeString(dir.resolve("file"), "").resolve("home"));
        assertThatExceptionOfType(RuntimeDir.Unusable.class).isThrownBy(home::create)
                .withMessageContaining("cannot write to " + home.path() + " (Not a directory)");
    }

    @Test
    void aHomeThatDoesNotExistIsNobodys() {
        assertThatNoException().isThrownBy(new RuntimeDir(dir.resolve("home"))::requireOwn);
    }

    @Test
    void aHomeThatOthersCanWriteIsRefusedOnceThereIsSomethingInIt() throws IOException {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxrwxrwx"));
        var home = new RuntimeDir(dir);
        assertThatNoException().isThrownBy(home::requireOwn);
        Files.writeString(dir.resolve("file"), "");
        for (var use : List.<ThrowingCallable>of(home::requireOwn, home::create,
                () -> StatusFile.read(home, SessionSelector.ofFile(dir.resolve("A3sfile.hcl"))))) {
            assertThatExceptionOfType(RuntimeDir.Unusable.class).isThrownBy(use)
                    .withMessageContaining("mode 777").withMessageContaining("chmod 700 " + dir);
        }
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThatNoException().isThrownBy(home::create);
    }
}
