package dev.a3s.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.a3s.hcl.Functions;

import static org.assertj.core.api.Assertions.assertThat;

class ReferencePageTest {

    @Test
    void theReferenceNamesEveryBlockAttributeSpellingAndFunction() throws IOException {
        var page = Files.readString(Path.of("../docs/a3sfile.md"));
        var schemas = List.of(Schema.FILE, Schema.DEV, Schema.INIT, Schema.STEP, Schema.TASK, Schema.SERVICE,
                Schema.HEALTH, Schema.RESTART, Schema.WATCH, Schema.STOP, Schema.ROUTE, Schema.REPO);
        var words = schemas.stream()
                .flatMap(schema -> Stream.concat(schema.attributes().keySet().stream(),
                        schema.blocks().keySet().stream()));
        assertThat(Stream.concat(words, Functions.names().stream())
                .distinct()
                .filter(word -> !page.matches("(?s).*[`# {]" + word + "[`\" {\n].*"))).isEmpty();
    }
}
