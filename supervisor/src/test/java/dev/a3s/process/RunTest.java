package dev.a3s.process;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test that starts real runs in a directory of its own; none of them outlives it. */
abstract class RunTest {
    @TempDir
    Path dir;
    Runs runs;

    @BeforeEach
    void open() {
        runs = new Runs(dir);
    }

    @AfterEach
    void close() {
        runs.close();
    }
}
