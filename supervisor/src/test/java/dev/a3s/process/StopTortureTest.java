package dev.a3s.process;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** More rounds: {@code -Da3s.torture.rounds=1000}. */
class StopTortureTest extends RunTest {
    private static final int ROUNDS = Integer.getInteger("a3s.torture.rounds", 24);

    private ServiceProcess perl(String... arguments) {
        var argv = new ArrayList<>(List.of("perl"));
        argv.addAll(List.of(arguments));
        return runs.launch(runs.launch(argv, Map.of(), Launch.Stdin.OPEN));
    }

    private static String mark() {
        return "mark-" + UUID.randomUUID();
    }

    /** Counted by what stands in the command lines, which is none of the ways by which a sweep finds them. */
    private static List<ProcessInfo> marked(String mark) {
        var table = Kernel.processes();
        return table.snapshot().stream()
                .filter(process -> !process.dead())
                .flatMap(process -> table.find(process.pid()).stream())
                .filter(process -> process.command().contains(mark) && !process.command().contains("shim.sh"))
                .toList();
    }

    private static String resource(String name) throws URISyntaxException {
        return Path.of(StopTortureTest.class.getResource(name).toURI()).toString();
    }

    @Test
    void nothingOfTheWorstTreeSurvivesWhereverItsStartIsCutOff() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            var mark = mark();
            var process = perl(resource("nasty.pl"), mark);
            Thread.sleep(random.nextInt(120)); // anywhere in its start-up
            var report = Runs.stop(process, Duration.ofMillis(random.nextInt(60)));
            assertThat(marked(mark)).as("survivors in round %d, seed %d", round, seed).isEmpty();
            assertThat(report.survivors()).isEmpty();
            assertThat(report.exit()).isInstanceOf(Exit.Signalled.class);
        }
    }

    @Test
    void aFullyGrownTreeIsSeenAsAWhole() throws Exception {
        var mark = mark();
        var process = perl(resource("nasty.pl"), mark);
        await("all its kinds").until(() -> marked(mark).stream()
                .filter(found -> found.command().contains("sleep 1 while 1"))
                .count() == 4);
        var idle = marked(mark).stream().filter(found -> found.command().contains("sleep 1 while 1")).toList();
        assertThat(process.members()).extracting(ProcessInfo::pid)
                .as("workers, grandchild, daemon")
                .containsAll(idle.stream().map(ProcessInfo::pid).toList())
                .hasSizeGreaterThan(idle.size());
        assertThat(idle).hasSize(4);
        Runs.stop(process, Duration.ZERO);
        assertThat(marked(mark)).isEmpty();
    }

    @Test
    void aProcessThatIsAlwaysItsOwnSuccessorIsCaught() {
        var mark = mark();
        var process = perl("-e", "while (1) { my $p = fork; exit if $p; select undef, undef, undef, 0.0005 }", mark);
        process.exit().join();
        long group = Identity.read(new RunDir(process.runDir())).orElseThrow().shim().pid();
        Runs.stop(process, Duration.ofMillis(50));
        assertThat(marked(mark)).isEmpty();
        // It is hardly ever seen alive; but as long as it goes on, its group does.
        await("the group is gone").until(() -> !Posix.kill(-group, new Signal("existence", 0)));
    }

    /** The chain ends by itself after some seconds, so that this machine is never overrun. */
    @ParameterizedTest
    @ValueSource(strings = {"", "early"})
    void aChainOfSessionsIsCutThoughNoLookEverSeesItsEnd(String kind) throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        int generations = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var steps = dir.resolve("steps" + kind + round);
            var mark = mark();
            var process = perl(resource("chain.pl"), mark, "20000", steps.toString(), kind);
            await("it goes").atMost(Runs.LONG).until(() -> Files.exists(steps) && Files.size(steps) > 10);
            Thread.sleep(random.nextInt(50)); // anywhere in its way
            var report = Runs.stop(process, Duration.ofMillis(random.nextInt(40)));
            long length = Files.size(steps);
            Thread.sleep(20);
            assertThat(Files.size(steps)).as("generations, round %d, seed %d", round, seed).isEqualTo(length)
                    .isLessThan(20_000);
            assertThat(report.survivors()).isEmpty();
            assertThat(marked(mark)).isEmpty();
            generations += (int) length;
        }
        System.out.printf("chain %s: %d rounds, cut after %d generations on average, seed %d%n", kind, ROUNDS,
                generations / ROUNDS, seed);
    }

    @Test
    void aDaemonThatWipedEverythingIsAskedBeforeItIsKilled() {
        var mark = mark();
        var script = """
                use POSIX (); exit if fork; POSIX::setsid(); exit if fork; %ENV = ();
                exec 'perl', '-e', '$SIG{TERM} = sub { open F, ">", $ARGV[1]; close F; exit }; sleep 1 while 1', @ARGV;
                """;
        var said = dir.resolve("said goodbye");
        var process = perl("-e", script, mark, said.toString());
        assertThat(process.exit().join()).isEqualTo(new Exit.Code(0));
        await("the daemon alone").until(() -> marked(mark).size() == 1
                && marked(mark).getFirst().command().contains("goodbye"));
        await("left to the shim").until(() -> process.members().size() == 1);
        await("ready").pollDelay(Duration.ofMillis(50)).until(() -> true);
        var report = Runs.stop(process, Runs.LONG);
        assertThat(said).exists();
        assertThat(report.killed()).isEmpty();
        assertThat(marked(mark)).isEmpty();
    }

    @Test
    void aStoppedProcessStillGetsTheSignal() {
        var process = runs.sh("trap 'echo bye; exit 4' TERM; echo ready; kill -STOP $$; while :; do sleep 0.02; done");
        await("stopped").until(() -> process.members().stream().anyMatch(member -> member.state() == 'T'));
        assertThat(Runs.stop(process, Runs.LONG).exit()).isEqualTo(new Exit.Code(4));
    }

    @Test
    void closedOutputsAndZombiesMakeNoDifference() {
        var mark = mark();
        var process = perl("-e", "close STDIN; close STDOUT; close STDERR; for (1..20) { exit unless fork } "
                + "sleep 1 while 1", mark);
        await("zombies left").until(() -> Kernel.processes()
                .snapshot().stream()
                .filter(other -> other.ppid() == process.pid() && other.dead())
                .count() == 20);
        assertThat(process.members()).extracting(ProcessInfo::pid).containsExactly(process.pid());
        assertThat(Runs.stop(process, Runs.LONG).exit()).isEqualTo(new Exit.Signalled(15, "SIGTERM"));
        assertThat(marked(mark)).isEmpty();
    }
}
