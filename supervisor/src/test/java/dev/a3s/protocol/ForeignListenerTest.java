package dev.a3s.protocol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.session.naming.SessionSelector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Somebody else listens where this user's daemon is expected, and is sent nothing. */
class ForeignListenerTest {
    private static final String SECRET = "TOKEN-of-this-user";
    private static final Request REQUEST = new Request.EnvironmentOf(
            new SessionSelector.All(), "web", Map.of("SECRET", SECRET));

    @TempDir
    Path dir;

    @BeforeEach
    void filesCanBeGivenAway() {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can make files of another user");
    }

    private static Path giveAway(Path path) throws IOException {
        return Files.setOwner(path,
                path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    }

    @Test
    void aSocketOutsideOfTheHomeThatAnotherUserMadeFirstIsNotAsked() throws Exception {
        var home = new RuntimeDir(dir.resolve("long".repeat(30)));
        Files.createDirectories(home.path(), PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString("rwx------")));
        var place = home.socket().getParent();
        assertThat(place).isNotEqualTo(home.path());
        Files.createDirectories(place);
        try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(home.socket()));
            listener.configureBlocking(false);
            giveAway(place);
            assertRefused(home, place + " belongs to nobody");
            assertThat(listener.accept()).as("a connection").isNull();
            giveAway(home.socket());
            Files.setOwner(place, Files.getOwner(dir));
            assertRefused(home, home.socket() + " belongs to nobody");
            assertThat(listener.accept()).as("a connection").isNull();
        } finally {
            Files.deleteIfExists(home.socket());
            Files.delete(place);
        }
    }

    @Test
    void aProcessOfAnotherUserThatListensInOurHomeIsSentNothing() throws Exception {
        var home = new RuntimeDir(dir).create();
        var listener = new ProcessBuilder("perl", "-MSocket", "-e", """
                $| = 1;
                socket(S, PF_UNIX, SOCK_STREAM, 0) and bind(S, sockaddr_un($ARGV[0])) or die $!;
                my $uid = getpwnam("nobody");
                $< = $> = $uid;
                listen(S, 5) or die $!;
                print "listens\\n";
                accept(C, S);
                print sysread(C, my $byte, 1) ? "was told something\\n" : "was told nothing\\n";
                """, home.socket().toString()).start();
        try (var said = new BufferedReader(new InputStreamReader(listener.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("listens");
            assertRefused(home, home.socket() + " is answered by a process of nobody, not of root");
            assertThat(said.readLine()).isEqualTo("was told nothing");
        } finally {
            listener.destroyForcibly();
        }
    }

    private static void assertRefused(RuntimeDir home, String message) {
        assertThatExceptionOfType(RuntimeDir.Unusable.class)
                .isThrownBy(() -> new ControlClient(home).ask(REQUEST, _ -> {})).withMessageContaining(message);
        if (!message.contains("is answered")) {
            assertThatExceptionOfType(RuntimeDir.Unusable.class).isThrownBy(new ControlClient(home)::reachable);
        }
    }
}
