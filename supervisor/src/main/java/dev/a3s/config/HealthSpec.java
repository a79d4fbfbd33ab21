package dev.a3s.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import dev.a3s.regex.Regex;

/**
 * A {@code health} block.
 *
 * @param check    what is asked
 * @param interval between two probes once the service was ready; default 2 s, at least 100 ms
 * @param timeout  of one probe; default 1 s, at least 10 ms
 * @param retries  consecutive failures that turn ready into unhealthy; default 3, at least 1
 * @param restart  whether an unhealthy service is restarted; default false
 */
public record HealthSpec(Check check, Duration interval, Duration timeout, int retries, boolean restart) {

    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(2);
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);
    public static final int DEFAULT_RETRIES = 3;

    /** What a probe asks. */
    public sealed interface Check {

        /**
         * The status of a GET.
         *
         * @param port   empty: the service's own
         * @param path   with its query, begins with {@code /}
         * @param status what counts as healthy; default 200 to 299
         * @param host   the name in the request's Host, without a port; empty: {@code localhost}
         * @param headers further fields of the request, by name
         */
        record Http(OptionalInt port, String path, StatusRange status, Optional<String> host,
                Map<String, String> headers) implements Check {
            public Http {
                headers = Map.copyOf(headers);
            }

            /** A request for {@code localhost} without further fields. */
            public Http(OptionalInt port, String path, StatusRange status) {
                this(port, path, status, Optional.empty(), Map.of());
            }
        }

        /** Whether a connection is accepted; an empty port is the service's own. */
        record Tcp(OptionalInt port) implements Check {}

        /** Whether a command exits 0. */
        record Cmd(Command command) implements Check {}

        /** Healthy with exit 0, never before: what makes a task of a service. */
        record Completion() implements Check {}

        /** Whether a line of the service's output contains a match of the regular expression. */
        record Log(String pattern) implements Check {
            public Log {
                Regex.of(pattern);
            }
        }
    }

    /** HTTP status codes from {@code first} to {@code last}, both included. */
    public record StatusRange(int first, int last) {
        public static final StatusRange SUCCESS = new StatusRange(200, 299);

        public StatusRange {
            if (first < 100 || last > 599 || first > last) {
                throw new IllegalArgumentException("not a status range: " + first + "-" + last);
            }
        }

        public boolean contains(int status) {
            return status >= first && status <= last;
        }
    }
}
