package dev.a3s.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UserSettingsTest {
    @TempDir
    Path dir;

    @Test
    void whatIsWrittenIsRead() throws Exception {
        var file = dir.resolve("config.hcl");
        var settings = new UserSettings(Optional.of(8080), Optional.of("::1"), Optional.of(false));
        settings.write(file);
        assertThat(UserSettings.read(file)).isEqualTo(settings);
        UserSettings.NONE.write(file);
        assertThat(UserSettings.read(file)).isEqualTo(UserSettings.NONE);
        assertThat(dir.toFile().list()).as("no draft stays behind").containsExactly("config.hcl");
    }

    @Test
    void withoutAFileNothingIsSet() {
        assertThat(UserSettings.read(dir.resolve("config.hcl"))).isEqualTo(UserSettings.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"prot = 8080|unknown attribute `prot`", "port = 80|Port must be between 1024 and 65535",
                "port = 70000|Port must be between 1024 and 65535",
                "host = \"300.0.0.1\"|Invalid host address: 300.0.0.1", "reload = 3|true or false",
                "port = 8080 host|2:"})
    void aMistakeIsReportedWithItsPlace(String text, String message) throws Exception {
        var file = Files.writeString(dir.resolve("config.hcl"), "# mine\n" + text + "\n");
        assertThatThrownBy(() -> UserSettings.read(file)).isInstanceOf(InvalidA3sfile.class)
                .hasMessageContaining("config.hcl:2:").hasMessageContaining(message);
    }

    @Test
    void theFileIsStrongerThanWhatOneDoesUsually() throws Exception {
        var silent = Files.writeString(dir.resolve("silent.hcl"), "");
        var saying = Files.writeString(dir.resolve("saying.hcl"), "dev {\n  proxy_port = 9000\n  host = \"::1\"\n}\n");
        var usual = new ValidationScope(java.util.Map.of(), new Listen(OptionalInt.of(8080), Optional.of("0.0.0.0")));
        var ours = A3sfileLoader.load(silent, usual).file().dev();
        assertThat(ours.proxyPort()).isEqualTo(8080);
        assertThat(ours.host()).isEqualTo("0.0.0.0");
        var theirs = A3sfileLoader.load(saying, usual).file().dev();
        assertThat(theirs.proxyPort()).isEqualTo(9000);
        assertThat(theirs.host()).isEqualTo("::1");
    }
}
