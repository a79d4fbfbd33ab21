package dev.a3s.proxy.http1;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.proxy.server.ProxyFixture;
import dev.a3s.proxy.server.RecordingUpstream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What real clients make of odd answers, directly and through the proxy: what curl and Python agree on passes and is then
 * read by node as well, which is strict; what is refused here is something that no client gets in two versions.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RealClientsTest {
    private static final String NODE = """
            const http = require('http');
            const [port, count] = process.argv.slice(2).map(Number);
            const ask = i => new Promise(done => {
              const say = text => done(console.log(text));
              http.get({ host: '127.0.0.1', port, path: '/' + i, agent: false, headers: { Host: 'web.localhost' } }, answer => {
                let body = '';
                answer.on('data', piece => body += piece);
                answer.on('end', () => say(answer.statusCode + ' ' + body.split('\\n')[0]));
                answer.on('error', () => say('ERROR'));
              }).on('error', () => say('ERROR'));
            });
            (async () => { for (let i = 0; i < count; i++) await ask(i); })();
            """;
    private static final String PYTHON = """
            import http.client, sys
            for i in range(int(sys.argv[2])):
                try:
                    connection = http.client.HTTPConnection('127.0.0.1', int(sys.argv[1]), timeout=10)
                    connection.request('GET', '/%d' % i, headers={'Host': 'web.localhost'})
                    answer = connection.getresponse()
                    print(answer.status, answer.read().decode('latin1').split('\\n')[0])
                except Exception:
                    print('ERROR')
            """;

    @TempDir
    Path dir;

    @RegisterExtension
    final ProxyFixture proxy = new ProxyFixture();

    @Test
    void whatClientsAgreeOnPassesAndNothingElseDoes() throws Exception {
        Assumptions.assumeTrue(List.of("node", "curl", "python3").stream().allMatch(RealClientsTest::isThere));
        var accepted = OddAnswersTest.accepted().toList();
        var refused = OddAnswersTest.refused().toList();
        var answers = new ArrayList<String>();
        accepted.forEach(odd -> answers.add((String) odd.get()[1]));
        refused.forEach(odd -> answers.add((String) odd.get()[1]));
        var upstream = proxy.web(RecordingUpstream.start((request, wire) -> {
            wire.send(answers.get(Integer.parseInt(request.line().split("[ /]+")[1])));
            wire.close();
        }));
        var curl = curl(upstream.port(), answers.size());
        var python = run(answers.size(), "python3", script("ask.py", PYTHON), upstream.port(), answers.size());
        var curlThrough = curl(proxy.port(), answers.size());
        var pythonThrough = run(answers.size(), "python3", script("ask.py", PYTHON), proxy.port(), answers.size());
        var nodeThrough = run(answers.size(), "node", script("ask.js", NODE), proxy.port(), answers.size());
        for (int i = 0; i < accepted.size(); i++) {
            var what = (String) accepted.get(i).get()[0];
            boolean large = what.startsWith("a long") || what.startsWith("many"); // beyond the limits of node and Python
            assertThat(curl.get(i)).as("curl directly: %s", what).isEqualTo("200 ok");
            assertThat(curlThrough.get(i)).as("curl: %s", what).isEqualTo("200 ok");
            if (!large) {
                assertThat(python.get(i)).as("Python directly: %s", what).isEqualTo("200 ok");
                assertThat(pythonThrough.get(i)).as("Python: %s", what).isEqualTo("200 ok");
                assertThat(nodeThrough.get(i)).as("node: %s", what).isEqualTo("200 ok");
            }
        }
        for (int i = accepted.size(); i < answers.size(); i++) {
            var what = refused.get(i - accepted.size()).get()[0];
            assertThat(List.of(curlThrough.get(i), pythonThrough.get(i), nodeThrough.get(i))).as("%s", what)
                    .allMatch(answer -> answer.startsWith("502 web "));
        }
    }

    private static boolean isThere(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(dir -> Files.isExecutable(Path.of(dir, program)));
    }

    private String script(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text).toString();
    }

    /** All requests by one process, whose start costs more than they do. */
    private static List<String> curl(int port, int count) throws Exception {
        var command = new ArrayList<Object>(
                List.of("curl", "-s", "-m", 10, "-H", "Host: web.localhost", "-w", "\n%{http_code}\u001e"));
        for (int i = 0; i < count; i++) {
            command.add("http://127.0.0.1:" + port + "/" + i);
        }
        var answers = output(command.toArray()).split("\u001e", -1);
        return IntStream.range(0, count).mapToObj(i -> answers[i].substring(answers[i].lastIndexOf('\n') + 1) + " "
                + answers[i].split("\n", 2)[0]).toList();
    }

    private static List<String> run(int lines, Object... command) throws Exception {
        var out = output(command).lines().toList();
        assertThat(out).as("%s", List.of(command)).hasSize(lines);
        return out;
    }

    private static String output(Object... command) throws Exception {
        var process = new ProcessBuilder(List.of(command).stream().map(String::valueOf).toList())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        process.waitFor();
        return out;
    }
}
