package dev.a3s.watch;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class IgnoreRulesTest {

    private static final Path ROOT = Path.of("/home/me/shop");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        // pattern, path, ignored
        "target          | target                 | true",
        "target          | a/b/target             | true",
        "target          | a/target/classes/A     | true",
        "target          | targets                | false",
        "target          | a/my-target            | false",
        "*.lock          | Cargo.lock             | true",
        "*.lock          | a/b/yarn.lock          | true",
        "*.lock          | lock                   | false",
        "/build          | build                  | true",
        "/build          | a/build                | false",
        "a/b             | a/b                    | true",
        "a/b             | a/b/c                  | true",
        "a/b             | x/a/b                  | false",
        "a/*.c           | a/x.c                  | true",
        "a/*.c           | a/b/x.c                | false",
        "**/gen          | gen                    | true",
        "**/gen          | a/b/gen                | true",
        "**/a/gen        | a/gen                  | true",
        "**/a/gen        | x/y/a/gen              | true",
        "**/a/gen        | xa/gen                 | false",
        "gen/**          | gen/a                  | true",
        "gen/**          | gen/a/b                | true",
        "gen/**          | gen                    | false",
        "a/**/z          | a/z                    | true",
        "a/**/z          | a/b/c/z                | true",
        "a/**/z          | a/bz                   | false",
        "a**z            | abcz                   | true",
        "a?c             | abc                    | true",
        "a?c             | ac                     | false",
        "[ab].js         | b.js                   | true",
        "[ab].js         | c.js                   | false",
        "[a-f].js        | e.js                   | true",
        "[!ab].js        | c.js                   | true",
        "[!ab].js        | a.js                   | false",
        "[]x].js         | ].js                   | true",
        "a[b             | a[b                    | true",
        "a.c             | abc                    | false",
        "\\*.c           | *.c                    | true",
        "\\*.c           | a.c                    | false",
        "\\!x            | !x                     | true",
        "\\#x            | #x                     | true",
        "#x              | #x                     | false",
        "log/            | log                    | false",
        "log/            | log/a                  | true",
    })
    void aPatternMatchesPathsAsInGitignore(String pattern, String path, boolean ignored) {
        assertThat(rules(pattern).ignores(ROOT, ROOT.resolve(path), false)).isEqualTo(ignored);
    }

    @Test
    void aSlashAtTheEndMeansDirectoriesOnly() {
        assertThat(rules("log/").ignores(ROOT, ROOT.resolve("a/log"), true)).isTrue();
        assertThat(rules("log/").ignores(ROOT, ROOT.resolve("a/log"), false)).isFalse();
    }

    @Test
    void theLastMatchDecides() {
        var rules = rules("*.js", "!keep.js", "a/keep.js");
        assertThat(rules.ignores(ROOT, ROOT.resolve("x.js"), false)).isTrue();
        assertThat(rules.ignores(ROOT, ROOT.resolve("keep.js"), false)).isFalse();
        assertThat(rules.ignores(ROOT, ROOT.resolve("a/keep.js"), false)).isTrue();
    }

    @Test
    void nothingBelowAnIgnoredDirectoryCanBeTakenBack() {
        assertThat(rules("gen", "!gen/keep.js").ignores(ROOT, ROOT.resolve("gen/keep.js"), false)).isTrue();
        assertThat(rules("gen/*", "!gen/keep.js").ignores(ROOT, ROOT.resolve("gen/keep.js"), false)).isFalse();
    }

    @Test
    void whatADirectoryHoldsIsMatchedAnewAfterTheDirectoryWasTakenBack() {
        var rules = rules("/**", "!a/");
        assertThat(rules.ignores(ROOT, ROOT.resolve("a"), true)).isFalse();
        assertThat(rules.ignores(ROOT, ROOT.resolve("a/b"), false)).isTrue();
    }

    @Test
    void spacesAtTheEndCountOnlyAfterABackslash() {
        assertThat(rules("a  ").ignores(ROOT, ROOT.resolve("a"), false)).isTrue();
        assertThat(rules("a\\ ").ignores(ROOT, ROOT.resolve("a "), false)).isTrue();
        assertThat(rules("", "  ").ignores(ROOT, ROOT.resolve("a"), false)).isFalse();
    }

    @Test
    void whatWasAskedForByNameIsNeverIgnoredItself() {
        var base = ROOT.resolve("node_modules/mine");
        assertThat(rules().ignores(base, base.resolve("index.js"), false)).isFalse();
        assertThat(rules().ignores(base, base.resolve("node_modules/x"), false)).isTrue();
    }

    @Test
    void outsideOfTheProjectOnlyNamesMatch() {
        var base = Path.of("/home/me/build/lib");
        assertThat(rules("build", "/gen").ignores(base, base.resolve("a.js"), false)).isFalse();
        assertThat(rules("build", "/gen").ignores(base, base.resolve("gen/a.js"), false)).isFalse();
        assertThat(rules("build", "/gen").ignores(base, base.resolve("x/build/a.js"), false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {".git", "node_modules", "__pycache__", "Main.java~", ".Main.java.swp", ".Main.java.swx",
        "4913", ".#Main.java", "#Main.java#", "Main.java___jb_tmp___", ".goutputstream-X1Y2", ".DS_Store"})
    void versionControlPackagesAndEditorsOwnFilesAreIgnoredByDefault(String name) {
        assertThat(rules().ignores(ROOT, ROOT.resolve("src").resolve(name), false)).isTrue();
        assertThat(rules("!" + name.replace("#", "\\#")).ignores(ROOT, ROOT.resolve(name), false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {".env", ".gitignore", ".github", "a.tmp", "swp", "Main.java", "#1.txt"})
    void otherHiddenFilesAreNot(String name) {
        assertThat(rules().ignores(ROOT, ROOT.resolve(name), false)).isFalse();
    }

    private static IgnoreRules rules(String... patterns) {
        return IgnoreRules.of(ROOT, List.of(patterns));
    }
}
