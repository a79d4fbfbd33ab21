package dev.a3s.config;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.a3s.config.HealthSpec.Check;
import dev.a3s.config.ServiceSpec.Condition;
import dev.a3s.config.ServiceSpec.Start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class A3sfileLoaderTest {

    @TempDir
    Path temporary;
    private ProjectDirectory project;

    @BeforeEach
    void prepare() {
        project = ProjectDirectory.in(temporary);
    }

    private ServiceSpec service(String body) {
        return project.load("service \"api\" {\n  cmd = \"run\"\n" + body + "\n}\n").services().get("api");
    }

    /** A second session, which gets other ports than the file names. */
    private static Scope elsewhere() {
        return new Scope() {
            @Override
            public Map<String, String> environment() {
                return Map.of();
            }

            @Override
            public String session() {
                return "fix-ui";
            }

            @Override
            public int portFor(String service, OptionalInt declared) {
                return 40_000 + declared.orElse(1);
            }

            @Override
            public String hostFor(String subdomain, int proxyPort) {
                return subdomain + ".fix-ui.localhost";
            }

            @Override
            public int proxyPort(int declared) {
                return 7081;
            }
        };
    }

    @Test
    void whatTheFileLeavesOutHasItsDefault() {
        var api = service("");
        assertThat(api.command()).isEqualTo(new Command.Shell("run"));
        assertThat(api.dir()).isEqualTo(project.path());
        assertThat(api.port()).isEqualTo(new Port.Chosen(ValidationScope.FIRST_PORT));
        assertThat(api.subdomain()).isEqualTo("api");
        assertThat(api.named()).isFalse();
        assertThat(api.start()).isEqualTo(Start.AUTO);
        assertThat(api.startTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(api.restart()).isEqualTo(RestartSpec.DEFAULT);
        assertThat(api.stop()).isEqualTo(StopSpec.DEFAULT);
        assertThat(api.health()).isEmpty();
        assertThat(api.watch()).isEmpty();
        var file = project.load("");
        assertThat(file.dev()).isEqualTo(new DevSpec("shop", 7080, "127.0.0.1", DevSpec.LogLevel.INFO,
                Optional.empty(), Duration.ofSeconds(3)));
    }

    @Test
    void aNumberThatIsComputedIsATextWhereATextIsAskedFor() {
        var api = project.load("""
                service "api" {
                  port       = 8000
                  cmd        = ["serve", "--port", "${service.api.port}", service.api.port, 1 < 2]
                  subdomain  = "${service.api.port}"
                }
                """).services().get("api");
        assertThat(api.command()).isEqualTo(new Command.Argv(List.of("serve", "--port", "8000", "8000", "true")));
        assertThat(api.subdomain()).isEqualTo("8000");
    }

    @Test
    void aFileParsedOnceIsResolvedForEachScopeAsItWasWhenItWasParsed() throws IOException {
        var path = project.write("""
                service "api" {
                  cmd  = "run ${env.LEVEL} ${service.api.port}"
                  port = 8000
                }
                """);
        Files.writeString(project.path().resolve(".env"), "LEVEL=low\n");
        var parsed = A3sfileLoader.parse(path);
        project.write("nothing of this is HCL");
        Files.delete(project.path().resolve(".env"));

        var validated = parsed.resolve(new ValidationScope(ProjectDirectory.ENVIRONMENT)).file();
        var elsewhere = parsed.resolve(elsewhere()).file();
        assertThat(validated.services().get("api").command()).isEqualTo(new Command.Shell("run debug 8000"));
        assertThat(elsewhere.services().get("api").command()).isEqualTo(new Command.Shell("run low 48000"));
    }

    @Test
    void faultsOfSyntaxAndOfMeaningAreReportedTogetherEachTimeAFileIsResolved() {
        var parsed = A3sfileLoader.parse(project.write("""
                dev {
                  name = "shop
                }
                service "api" {
                  prot = 1
                }
                """));
        var scope = new ValidationScope(Map.of());
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> parsed.resolve(scope))
                    .isInstanceOfSatisfying(InvalidA3sfile.class, invalid -> assertThat(invalid.problems())
                            .extracting(problem -> problem.place().line())
                            .containsExactly(2, 4, 5));
        }
    }

    @Test
    void portZeroIsNoPortAndAPortThatTheSessionReplacesIsChosen() {
        assertThat(service("port = 0").port()).isEqualTo(new Port.None());
        assertThat(service("port = 8000").port()).isEqualTo(new Port.Fixed(8000));
        var file = project.load("service \"api\" {\n  cmd = \"x\"\n  port = 8000\n}\n", elsewhere());
        assertThat(file.services().get("api").port()).isEqualTo(new Port.Chosen(48_000));
    }

    @Test
    void servicesReferToEachOtherInBothDirectionsWithoutADependency() {
        var file = project.load("""
                service "a" {
                  cmd  = "a"
                  port = service.b.port + 1
                  env  = { B = service.b.address }
                }
                service "b" {
                  cmd       = "b"
                  port      = 8000
                  subdomain = "back"
                  env       = { A = "http://localhost:${service.a.port}", SELF = service.b.url, H = service.a.host }
                }
                """);
        assertThat(file.services().get("a").env()).isEqualTo(Map.of("B", "127.0.0.1:8000"));
        assertThat(file.services().get("b").env()).isEqualTo(
                Map.of("A", "http://localhost:8001", "SELF", "http://back.localhost:7080", "H", "127.0.0.1"));
        assertThat(file.services().get("a").dependsOn()).isEmpty();
    }

    @Test
    void namesAndPortsComeFromTheSession() {
        var file = project.load("""
                service "api" {
                  cmd    = "x"
                  port   = 8000
                  health = "http://localhost:8000/health"
                  env    = { URL = service.api.url, S = session.name, P = project.name, D = project.dir }
                }
                """, elsewhere());
        var api = file.services().get("api");
        assertThat(api.env()).containsEntry("URL", "http://api.fix-ui.localhost:7081")
                .containsEntry("S", "fix-ui")
                .containsEntry("P", "shop")
                .containsEntry("D", project.path().toString());
        assertThat(api.health().orElseThrow().check())
                .isEqualTo(new Check.Http(OptionalInt.empty(), "/health", HealthSpec.StatusRange.SUCCESS,
                        Optional.of("localhost"), Map.of()));
    }

    @Test
    void theEnvironmentStandsAboveTheEnvFileBesideTheA3sfile() throws IOException {
        Files.writeString(project.path().resolve(".env"), "LEVEL=from-file\nONLY=here\n");
        assertThat(service("env = { A = env.LEVEL, B = env.ONLY, C = env(\"NONE\", \"c\") }").env())
                .isEqualTo(Map.of("A", "debug", "B", "here", "C", "c"));
    }

    @Test
    void dependenciesHaveTheConditionThatSuitsTheirKind() {
        var file = project.load("""
                service "a" {
                  cmd        = "a"
                  depends_on = ["b", "t", "backend/api"]
                }
                service "b" {
                  cmd        = "b"
                  depends_on = { t = "started", c = "started" }
                }
                service "c" {
                  cmd = "c"
                }
                task "t" {
                  cmd = "t"
                }
                repo "backend" {
                  path = "../shop-backend"
                }
                """);
        assertThat(file.services().get("a").dependsOn()).isEqualTo(
                Map.of("b", Condition.HEALTHY, "t", Condition.COMPLETED, "backend/api", Condition.HEALTHY));
        assertThat(file.services().get("b").dependsOn())
                .isEqualTo(Map.of("t", Condition.STARTED, "c", Condition.STARTED));
        assertThat(file.repos()).containsExactly(new RepoSpec("backend", temporary.resolve("shop-backend")));
    }

    @Test
    void theDesignsSpellingsMeanTheSame() {
        var file = project.load("""
                service "api" {
                  command            = ["python", "manage.py"]
                  working_directory  = "api"
                  port               = 8000
                  auto_start         = false
                  restart_on_failure = false
                  startup_delay      = 2
                  display_mode       = "pane"
                  health_check = {
                    url     = "http://localhost:8000/health"
                    timeout = 30
                  }
                }
                """);
        var api = file.services().get("api");
        assertThat(api.command()).isEqualTo(new Command.Argv(List.of("python", "manage.py")));
        assertThat(api.dir()).isEqualTo(project.path().resolve("api"));
        assertThat(api.start()).isEqualTo(Start.MANUAL);
        assertThat(api.restart().policy()).isEqualTo(RestartSpec.Policy.NEVER);
        assertThat(api.startupDelay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(api.display()).isEqualTo(ServiceSpec.Display.PANE);
        assertThat(api.health().orElseThrow().timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aFileThatIsNotThereIsAnInvalidFile() {
        assertThatThrownBy(() -> A3sfileLoader.load(temporary.resolve("none.hcl"), elsewhere()))
                .isInstanceOf(InvalidA3sfile.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> A3sfileLoader.load(temporary, elsewhere())).isInstanceOf(InvalidA3sfile.class)
                .hasMessageContaining("directory");
    }

    @Test
    void theNearestFileAboveIsFound() {
        var file = project.write("");
        assertThat(A3sfileLoader.find(project.path().resolve("web/src"))).contains(file);
        assertThat(A3sfileLoader.find(temporary)).isEmpty();
    }

    @Test
    void aFileWithoutFunctionCallsIsLoadedWithoutHcl4j() throws Exception {
        var file = project.write(
                "service \"a\" {\n  cmd = \"x ${service.a.port} ${env.HOME}\"\n  port = 8000 + 1\n}\n");
        var classes = A3sfileLoader.class.getProtectionDomain().getCodeSource().getLocation();
        try (var alone = new URLClassLoader(new URL[]{classes}, ClassLoader.getPlatformClassLoader())) {
            var scope = alone.loadClass(ValidationScope.class.getName());
            var loaded = alone.loadClass(A3sfileLoader.class.getName())
                    .getMethod("load", Path.class, alone.loadClass(Scope.class.getName()))
                    .invoke(null, file, scope.getConstructor(Map.class).newInstance(Map.of("HOME", "/h")));
            assertThat(loaded.toString()).contains("x 8001 /h");
        }
    }
}
