package dev.a3s.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a terminal would obey is in names, paths, files, arguments, output and other processes; none of it is printed. */
class HostileWordsIT {
    /** Clears the screen, sets the title, rings, hides what follows, turns it round, moves the cursor; in seven and eight bits. */
    private static final String ASCII = "x\u001b[2J\u001b]0;owned\u0007\u001b[8mhid\u007f\r\b";
    private static final String HOSTILE = ASCII + "\u009b2J\u009d0;t\u009c\u202eevil\u2066";
    private static final String OURS = "\u001b\\[[0-9;]+m";
    private static final String UNWANTED = "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u202a-\u202e\u2066-\u2069]";

    @TempDir
    Path dir;
    private Sandbox sandbox;
    private Path shop;

    @BeforeEach
    void setUp() throws Exception {
        sandbox = new Sandbox(dir);
        shop = sandbox.project("we" + "\u001b]0;owned\u0007\u001b[8m" + "ird", """
                dev {
                  name       = "shop"
                  proxy_port = PROXY
                }
                service "web" {
                  cmd    = ": '%1$s'; cat words; echo; exec SERVICE http"
                  env    = { WORDS = "%1$s" }
                }
                service "bad" {
                  cmd       = "cat words >&2; exit 3"
                  pre_start = ["true '%1$s'"]
                  restart { policy = "never" }
                }
                service "sick" {
                  cmd    = "exec SERVICE http"
                  start  = "manual"
                  health {
                    cmd     = "cat words; exit 1"
                    timeout = "5s"
                  }
                  start_timeout = "1s"
                  restart { policy = "never" }
                }
                """.formatted(HOSTILE.replace("\u007f", "").replace("\r", "").replace("\b", "")
                .replace("\u001b", "\\u001b").replace("\u0007", "\\u0007")));
        Files.writeString(shop.resolve("words"), HOSTILE);
        sandbox.run(shop, "validate").expect(0);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        sandbox.close();
    }

    private void assertHarmless(String... arguments) throws Exception {
        for (var colours : List.of("CLICOLOR_FORCE=0", "CLICOLOR_FORCE=1")) {
            var result = sandbox.runIn(List.of("env", colours), shop, arguments);
            for (var stream : List.of(result.out(), result.err())) {
                var text = new String(stream.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
                var rest = colours.endsWith("1") ? text.replaceAll(OURS, "") : text;
                assertThat(rest).as("a3s %s with %s", List.of(arguments), colours).doesNotContainPattern(UNWANTED);
                assertThat(text).as("a3s %s hides nothing", List.of(arguments)).doesNotContain("\u001b[8m");
            }
        }
    }

    @Test
    void noCommandPrintsWhatATerminalWouldObey() throws Exception {
        var holder = new ProcessBuilder("perl", "-MIO::Socket::INET", "-e", """
                my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1", Listen => 5) or die;
                $0 = $ARGV[0]; $| = 1; print $s->sockport, "\\n"; sleep 1000
                """, HOSTILE_ARGUMENT).start();
        try {
            int taken = Integer.parseInt(holder.inputReader().readLine());
            for (var command : commands(taken)) {
                assertHarmless(command.toArray(String[]::new));
            }
        } finally {
            holder.destroyForcibly();
        }
    }

    private static final String HOSTILE_ARGUMENT = ASCII;

    private List<List<String>> commands(int taken) {
        var commands = new ArrayList<List<String>>();
        commands.add(List.of("validate"));
        commands.add(List.of("validate", "--json"));
        commands.add(List.of("up", "-d"));
        commands.add(List.of("up", "-d", "sick"));
        for (var command : List.of("status", "ps", "graph", "doctor", "config", "ports")) {
            commands.add(List.of(command));
        }
        for (var command : List.of("status", "why")) {
            for (var service : List.of("web", "bad", "sick", HOSTILE_ARGUMENT)) {
                commands.add(List.of(command, service));
            }
        }
        commands.add(List.of("status", "--json"));
        commands.add(List.of("why", "bad", "--json"));
        commands.add(List.of("env", "web", "--json"));
        commands.add(List.of("ps", "--json"));
        commands.add(List.of("logs", "--json"));
        commands.add(List.of("logs", "--grep", HOSTILE_ARGUMENT + "["));
        commands.add(List.of("logs", "--since", HOSTILE_ARGUMENT));
        commands.add(List.of("restart", "bad"));
        commands.add(List.of("restart", HOSTILE_ARGUMENT));
        commands.add(List.of("wait", "bad"));
        commands.add(List.of("exec", "web", "--", "no-such" + HOSTILE_ARGUMENT));
        commands.add(List.of("run", "--name", HOSTILE_ARGUMENT, "--", "true"));
        commands.add(List.of("validate", "--file", HOSTILE_ARGUMENT));
        commands.add(List.of("status", "--session", HOSTILE_ARGUMENT));
        commands.add(List.of("up", "--host", HOSTILE_ARGUMENT));
        commands.add(List.of("up", "--port", HOSTILE_ARGUMENT));
        commands.add(List.of(HOSTILE_ARGUMENT));
        commands.add(List.of("up", "--" + HOSTILE_ARGUMENT));
        commands.add(List.of("--debug", "status", HOSTILE_ARGUMENT));
        commands.add(List.of("down"));
        commands.add(List.of("kill-port", "" + taken));
        return commands;
    }

    @Test
    void anErrorInAFileShowsItsLineWithoutWhatATerminalWouldObey() throws Exception {
        sandbox.write(shop, "service \"" + HOSTILE.replace("\r", "") + "\" { cmd = \"true\" }\n"
                + "nonsense = \"" + HOSTILE.replace("\r", "") + "\"\n");
        assertHarmless("validate");
        assertHarmless("validate", "--json");
        assertHarmless("up", "-d");
        assertHarmless();
    }

    @Test
    void logsShowItOnlyWhereItIsAskedForAsItIs() throws Exception {
        sandbox.run(shop, "up", "-d", "web").expect(0);
        var out = new String(sandbox.run(shop, "logs", "web").out().getBytes(StandardCharsets.ISO_8859_1),
                StandardCharsets.UTF_8);
        assertThat(out).contains("evil").doesNotContainPattern("[\u001b\u0080-\u009f]");
    }
}
