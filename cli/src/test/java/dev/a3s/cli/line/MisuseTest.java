package dev.a3s.cli.line;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ParameterException;

import dev.a3s.cli.A3s;
import dev.a3s.cli.terminal.Console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class MisuseTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "statsu|unknown command: 'statsu'; did you mean 'a3s status'?",
        "upp|unknown command: 'upp'; did you mean 'a3s up'?",
        "sevre|unknown command: 'sevre'; did you mean 'a3s serve'?", "frobnicate|unknown command: 'frobnicate'",
        "daemon stat|unknown command: 'daemon stat'; did you mean 'a3s daemon status'?",
        "daemon logz|unknown command: 'daemon logz'; did you mean 'a3s daemon logs'?",
        "up --detatch|unknown option: '--detatch'; did you mean '--detach'?",
        "up --prot=80|unknown option: '--prot'; did you mean '--port'?",
        "up --no-wach|unknown option: '--no-wach'; did you mean '--no-watch'?",
        "--nonsense|unknown option: '--nonsense'",
        "config --prot 3|unknown option: '--prot'; did you mean '--port'?", "ps x|a3s ps takes nothing more: 'x'",
        "restart|a3s restart needs a SERVICE", "run|a3s run needs --name NAME and a COMMAND",
        "logs -n x|--lines takes a number, not 'x'",
        "up --timeout soon|--timeout takes a time like 90s or 2m, not 'soon'",
        "up --port|--port needs a value: PORT", "logs -n|--lines needs a value: N",
        "stat|unknown command: 'stat'; did you mean 'a3s status'?",
        "session list|a3s session is not there yet; until then: a3s ps --sessions lists them, and a3s up starts one in any"
                + " directory",
        "control-center --with-servers|a3s control-center is not there yet; until then: a3s ps shows all your sessions"})
    void aWrongCommandLineIsExplainedInASentenceWithWhatWasMeant(String words, String sentence) {
        var wrong = catchThrowableOfType(ParameterException.class,
                () -> A3s.commandLine(Console.ofProcess()).parseArgs(words.split(" ", -1)));
        assertThat(Misuse.sentence(wrong)).isEqualTo(sentence);
    }
}
