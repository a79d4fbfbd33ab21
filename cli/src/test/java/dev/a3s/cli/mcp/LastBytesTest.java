package dev.a3s.cli.mcp;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LastBytesTest {
    private final LastBytes last = new LastBytes(20);

    private void write(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        last.write(bytes, 0, bytes.length);
    }

    @Test
    void whatIsShortIsKeptAsItIs() {
        write("one\n");
        last.write('2');
        write("345678901234567");
        assertThat(last.text()).isEqualTo("one\n2345678901234567");
        assertThat(last.isCut()).isFalse();
    }

    @Test
    void ofWhatIsLongWholeLinesRemain() {
        for (int line = 0; line < 1000; line++) {
            write("line " + line + "\n");
        }
        assertThat(last.text()).isEqualTo("line 998\nline 999\n");
        assertThat(last.isCut()).isTrue();
    }

    @Test
    void ofALongLineItsEndRemains() {
        write("x".repeat(1000) + "the end\n");
        assertThat(last.text()).isEqualTo("xxxxxxxxxxxxthe end\n");
        assertThat(last.isCut()).isTrue();
    }
}
