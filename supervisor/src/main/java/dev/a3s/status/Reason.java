package dev.a3s.status;

import java.time.Duration;
import java.util.Optional;

import dev.a3s.config.Elapsed;
import dev.a3s.process.Exit;

/**
 * Why a service is in its phase, or what is unusual about it. Programs look at the type and its fields; people get
 * {@link #words}. A text inside a reason was written by a program, a probe or the system, and is only ever shown.
 */
public sealed interface Reason {

    /** The reason in English, to stand behind a service and its phase: without a capital and a full stop. */
    String words();

    /** Reasons that need no more than their name. */
    enum Event implements Reason {
        /** Nobody has asked for it yet. */
        NOT_STARTED("not started"),
        /** {@code a3s up} wants it. */
        UP("a3s up"),
        /** A request came for it. */
        REQUEST("a request for it"),
        /** {@code a3s restart}. */
        RESTART("restarted by command"),
        /** {@code a3s down}. */
        DOWN("stopped by a3s down"),
        /** The daemon was told to end with its sessions. */
        DAEMON_STOP("the daemon was stopped"),
        /** Somebody wants it to end at once. */
        KILL("killed"),
        /** The A3sfile says something else about it now. */
        CONFIGURATION_CHANGED("its configuration changed"),
        /** {@code a3s up --refresh-env} brought another environment. */
        ENVIRONMENT_REFRESHED("its environment was refreshed"),
        /** {@code a3s up --external}: the user runs it. */
        EXTERNAL("external from now on"),
        /** The A3sfile does not have it any more. */
        REMOVED("no longer in the file"),
        /** It is on-demand and no request has come yet. */
        ON_DEMAND("starts with its first request"),
        /** It is on-demand, and its session has just started. */
        NOT_ASKED_FOR("not asked for yet"),
        /** It was ready, its processes live, and its port is closed. */
        NOT_LISTENING("nothing listens on its port at the moment; its requests wait"),
        /** It is unhealthy because its port is closed. */
        PORT_CLOSED("nothing listens on its port"),
        /** Its end was not seen. */
        ENDED_UNSEEN("it ended while no daemon was there"),
        /** Its launch was called off. */
        CALLED_OFF("stopped"),
        /** It serves, and a3s did not start it. */
        NOT_OURS("not started by a3s"),
        /** Its command has exited 0, and what that started serves. */
        DETACHED("its command exited; it is told by its port"),
        /** Its files are not watched any more. */
        WATCH_SUSPENDED("watching is suspended: changes restarted it too often");

        private final String words;

        Event(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }

    /**
     * A watched file changed.
     *
     * @param file the first of them, as seen from the project
     * @param more how many others changed with it
     */
    record FilesChanged(String file, int more) implements Reason {
        @Override
        public String words() {
            return file + (more == 0 ? "" : " and " + more + " more") + " changed";
        }
    }

    /** Its command ended. */
    record Ended(Exit exit) implements Reason {
        @Override
        public String words() {
            return exit.describe();
        }
    }

    /**
     * Its command ended, and the restart policy gives up.
     *
     * @param limit what was reached
     */
    record GaveUp(Exit exit, Limit limit) implements Reason {
        @Override
        public String words() {
            var reached = limit.words();
            return exit.describe() + (reached.isEmpty() ? "" : "; " + reached);
        }
    }

    /**
     * Where a restart policy gives up.
     *
     * @param kind  what is counted
     * @param count how many there were
     */
    record Limit(Kind kind, int count) {
        /** What is counted. */
        public enum Kind {
            /** Nothing: the policy restarts never. */
            NEVER,
            /** Attempts from the beginning in none of which the service was ready. */
            FIRST_ATTEMPTS,
            /** Restarts in a row. */
            RESTARTS
        }

        /** In English; empty where the end itself says it all. */
        String words() {
            return switch (kind) {
                case NEVER -> "";
                case FIRST_ATTEMPTS -> "not ready in any of its first " + count + " attempts";
                case RESTARTS -> "restarted " + count + " times in a row";
            };
        }
    }

    /** It is started again, because of what {@code before} says. */
    record Again(Reason before) implements Reason {
        @Override
        public String words() {
            return "again after: " + before.words();
        }
    }

    /**
     * It was not ready in time.
     *
     * @param within  its {@code start_timeout}
     * @param problem what its probe said last
     */
    record NotReadyInTime(Duration within, String problem) implements Reason {
        @Override
        public String words() {
            return "not ready within " + Elapsed.text(within) + ": " + problem;
        }
    }

    /** It takes some time to get ready; {@code problem} is what its probe said last. */
    record NotReadyYet(String problem) implements Reason {
        @Override
        public String words() {
            return "not ready yet: " + problem;
        }
    }

    /** Its probe fails, and says so. */
    record ProbeFailed(String problem) implements Reason {
        @Override
        public String words() {
            return problem;
        }
    }

    /** It is restarted because its probe fails. */
    record Unhealthy(Reason because) implements Reason {
        @Override
        public String words() {
            return "unhealthy: " + because.words();
        }
    }

    /** No request came for as long as {@code idle_stop} says. */
    record Unused(Duration idle) implements Reason {
        @Override
        public String words() {
            return "not used for " + Elapsed.text(idle);
        }
    }

    /** It could not be launched: a taken port, a failed {@code pre_start}, a command that does not exist. */
    record NotLaunched(String problem) implements Reason {
        @Override
        public String words() {
            return problem;
        }
    }

    /** It was stopped, and not all of it is gone. */
    record Survived(String left) implements Reason {
        @Override
        public String words() {
            return "could not be stopped: " + left;
        }
    }

    /** Another run of it was to take its place and did not get ready; the old one goes on. */
    record ReloadFailed(Reason because) implements Reason {
        @Override
        public String words() {
            return "reload failed, the old process goes on: " + because.words();
        }
    }

    /** It is ready, and being replaced because of {@code cause}. */
    record Reloading(Reason cause) implements Reason {
        @Override
        public String words() {
            return "reloading: " + cause.words();
        }
    }

    /**
     * It waits for a dependency.
     *
     * @param on      the dependency
     * @param phase   what that does
     * @param because why, where that is its own affair
     */
    record Held(String on, Phase phase, Optional<Reason> because) implements Reason {
        @Override
        public String words() {
            return on + " is " + phase.word() + because.map(reason -> " (" + reason.words() + ")").orElse("");
        }
    }

    /** It listens elsewhere than it was told to. */
    record ListensElsewhere(int port, int expected) implements Reason {
        @Override
        public String words() {
            return "listens on " + port + ", not on its PORT " + expected;
        }
    }

    /** Its session ended before it could run: an {@code init} step failed, or what was asked for does not exist. */
    record SessionEnded(String problem) implements Reason {
        @Override
        public String words() {
            return problem;
        }
    }

    /** A fault of a3s itself. */
    record Fault(String message) implements Reason {
        @Override
        public String words() {
            return "internal error: " + message;
        }
    }

    /** What an earlier version of a3s kept as text. */
    record Noted(String text) implements Reason {
        @Override
        public String words() {
            return text;
        }
    }
}
