package dev.a3s.health;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class StatusLineTest {

    @ParameterizedTest
    @CsvSource({"HTTP/1.1 200 OK,200", "HTTP/1.0 503,503", "HTTP/1.1 404 ,404", "HTTP/1.1 101 Switching Protocols,101",
        "HTTP/2 200,-1", "HTTP/1.1 20 OK,-1", "HTTP/1.1 2000,-1", "HTTP/1.1 600 No,-1", "HTTP/1.1 099 No,-1",
        "HTTP/1.1 2x0 OK,-1", "SSH-2.0-OpenSSH_9.2,-1", "'',-1"})
    void theStatusIsThreeDigitsAfterTheVersion(String line, int status) {
        assertThat(new StatusLine(line).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\nLink: </b>\r\n\r\nHTTP/1.1 200 OK\r\n"})
    void howeverTheAnswerIsCutItIsTheSame(String answer) {
        var bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(StatusLine.in(bytes, length, false)).as("the first %d bytes", length).isEmpty();
        }
        assertThat(StatusLine.in(bytes, bytes.length, false)).contains(new StatusLine("HTTP/1.1 200 OK"));
    }

    @Test
    void atTheEndWhatHasComeIsTheLine() {
        assertThat(ended("HTTP/1.1 200 OK")).contains(new StatusLine("HTTP/1.1 200 OK"));
        assertThat(ended("")).contains(new StatusLine(""));
        assertThat(ended("HTTP/1.1 100 Continue\r\nX: y")).contains(new StatusLine(""));
        assertThat(ended("HTTP/1.1 100 Continue\r\n\r\n")).contains(new StatusLine(""));
    }

    private static Optional<StatusLine> ended(String answer) {
        var bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
        return StatusLine.in(bytes, bytes.length, true);
    }
}
