package dev.a3s.status;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.a3s.config.Elapsed;
import dev.a3s.process.Exit;

/**
 * Why a service is in its phase, or what is unusual about it. Programs look at the type and its fields; people get
 * {@link #words}. In the descriptions of the types "it" is the service. A text inside a reason was written by a program, a
 * probe or the system; it is only shown, never parsed.
 */
public sealed interface Reason {

    /** The reason in English, to stand behind a service and its phase: without a capital and a full stop. */
    String words();

    /** Reasons without fields. */
    enum Event implements Reason {
        /** Nobody has asked for it yet. */
        NOT_STARTED("not started"),
        /** {@code a3s up} started it. */
        UP("a3s up"),
        /** A request came for it. */
        REQUEST("a request for it"),
        /** {@code a3s restart}. */
        RESTART("restarted by command"),
        /** {@code a3s down}. */
        DOWN("stopped by a3s down"),
        /** The daemon was stopped, and its sessions with it. */
        DAEMON_STOP("the daemon was stopped"),
        /** Somebody ended it at once, without grace. */
        KILL("killed"),
        /** Its block in the A3sfile has changed. */
        CONFIGURATION_CHANGED("its configuration changed"),
        /** {@code a3s up --refresh-env} brought another environment. */
        ENVIRONMENT_REFRESHED("its environment was refreshed"),
        /** {@code a3s up --external}: the user runs it. */
        EXTERNAL("external from now on"),
        /** The A3sfile does not have it any more. */
        REMOVED("no longer in the file"),
        /** It lives, and its A3sfile, or its entry there, is gone. */
        ORPHANED("orphaned: the A3sfile does not have it any more"),
        /** It is on-demand and no request has come yet. */
        ON_DEMAND("starts with its first request"),
        /** It is on-demand, and {@code a3s up} left it asleep. */
        NOT_ASKED_FOR("not asked for yet"),
        /** It was ready, its processes live, and its port is closed. */
        NOT_LISTENING("nothing listens on its port at the moment; its requests wait"),
        /** It is unhealthy because its port is closed. */
        PORT_CLOSED("nothing listens on its port"),
        /** It ended while no daemon ran. */
        ENDED_UNSEEN("it ended while no daemon was there"),
        /** Its launch was cancelled. */
        CALLED_OFF("stopped"),
        /** It serves, and a3s did not start it. */
        NOT_OURS("not started by a3s"),
        /** Its command has exited 0, and a process that the command started serves on its port. */
        DETACHED("its command exited; it is told by its port");

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
     * @param file the first file that changed, relative to the project
     * @param more how many others changed with it
     */
    record FilesChanged(String file, int more) implements Reason {
        @Override
        public String words() {
            return file + (more == 0 ? "" : " and " + more + " more") + " changed";
        }
    }

    /**
     * A change did not restart it, because it seems to make such changes itself: what runs may be older than its files.
     *
     * @param service its name
     * @param change  the last such change
     */
    record HeldBack(String service, FilesChanged change) implements Reason {
        @Override
        public String words() {
            return "what runs may be old: " + change.words()
                    + " since it started, as after each start: it seems to write that"
                    + " itself; if so, add it to watch.ignore. To apply it now: a3s restart " + service;
        }
    }

    /**
     * Variables that it gets are not what they were when it was started.
     *
     * @param sources where they come from: files relative to the project, and names of variables
     */
    record VariablesChanged(List<String> sources) implements Reason {
        public VariablesChanged {
            sources = List.copyOf(sources);
        }

        @Override
        public String words() {
            return String.join(", ", sources) + " changed";
        }
    }

    /**
     * It was stopped because of {@code because}, and these processes of it were left running on purpose: shared servers, and what
     * {@code stop.spare} names.
     */
    record Sparing(Reason because, List<String> processes) implements Reason {
        public Sparing {
            processes = List.copyOf(processes);
        }

        @Override
        public String words() {
            return because.words() + "; left running: " + String.join(", ", processes);
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
     * @param limit the limit that was reached
     */
    record GaveUp(Exit exit, Limit limit) implements Reason {
        @Override
        public String words() {
            var reached = limit.words();
            return exit.describe() + (reached.isEmpty() ? "" : "; " + reached);
        }
    }

    /**
     * A limit at which a restart policy gives up.
     *
     * @param kind  what is counted
     * @param count how many of that there were
     */
    record Limit(Kind kind, int count) {
        /** What a limit counts. */
        public enum Kind {
            /** Nothing: the policy never restarts. */
            NEVER,
            /** The first attempts, in none of which the service became ready. */
            FIRST_ATTEMPTS,
            /** Restarts in a row. */
            RESTARTS
        }

        /** The limit in English; empty for {@link Kind#NEVER}, where the exit says it all. */
        String words() {
            return switch (kind) {
                case NEVER -> "";
                case FIRST_ATTEMPTS -> "not ready in any of its first " + count + " attempts";
                case RESTARTS -> "restarted " + count + " times in a row";
            };
        }
    }

    /** It is started again; {@code before} was the reason of its end. */
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
     * @param problem the last result of its probe
     */
    record NotReadyInTime(Duration within, String problem) implements Reason {
        @Override
        public String words() {
            return "not ready within " + Elapsed.text(within) + ": " + problem;
        }
    }

    /** It takes some time to get ready; {@code problem} is the last result of its probe. */
    record NotReadyYet(String problem) implements Reason {
        @Override
        public String words() {
            return "not ready yet: " + problem;
        }
    }

    /** Its probe fails; {@code problem} is the probe's result. */
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
     * @param phase   the dependency's phase
     * @param because the dependency's own reason; empty if that waits for a dependency itself
     */
    record Held(String on, Phase phase, Optional<Reason> because) implements Reason {
        @Override
        public String words() {
            return on + " is " + phase.word() + because.map(reason -> " (" + reason.words() + ")").orElse("");
        }
    }

    /** It listens on another port than its PORT. */
    record ListensElsewhere(int port, int expected) implements Reason {
        @Override
        public String words() {
            return "listens on " + port + ", not on its PORT " + expected;
        }
    }

    /** Its session ended before it could run: an {@code init} step failed, or a service that was named does not exist. */
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

    /** A reason that an earlier version of a3s kept as text. */
    record Noted(String text) implements Reason {
        @Override
        public String words() {
            return text;
        }
    }
}
