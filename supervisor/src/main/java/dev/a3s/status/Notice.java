package dev.a3s.status;

import java.nio.file.Path;
import java.util.List;

/**
 * Something that goes on besides the phases of services, or that a user should know of a session. Programs look at the type
 * and its fields; people get {@link #words}.
 */
public sealed interface Notice {

    /** The notice in English: one line. */
    String words();

    /** An {@code init} step is run. */
    record StepRuns(String step, String command) implements Notice {
        @Override
        public String words() {
            return "init " + step + ": " + command;
        }
    }

    /**
     * An {@code init} step is skipped.
     *
     * @param unchanged whether it is skipped because its inputs are unchanged; otherwise because it ran before
     */
    record StepSkipped(String step, boolean unchanged) implements Notice {
        @Override
        public String words() {
            return "init " + step + ": skipped, " + (unchanged ? "its inputs are unchanged" : "it ran before");
        }
    }

    /** A process that listens on a port gets SIGTERM. */
    record PortHolderStopped(int port, String holder, String user) implements Notice {
        @Override
        public String words() {
            return "port " + port + ": stopping " + holder + " of " + user;
        }
    }

    /** A process that listens on a port has not ended, and is killed. */
    record PortHolderKilled(int port, long pid) implements Notice {
        @Override
        public String words() {
            return "port " + port + ": pid " + pid + " goes on after SIGTERM; killing it";
        }
    }

    /** A port could not be freed; {@code problem} says why. */
    record PortNotFreed(String problem) implements Notice {
        @Override
        public String words() {
            return problem;
        }
    }

    /** A stop skips its grace, because the user is in a hurry. */
    record Killing() implements Notice {
        @Override
        public String words() {
            return "killing";
        }
    }

    /** The log of a service cannot be written or read; {@code trouble} says why. */
    record LogTrouble(String service, String trouble) implements Notice {
        @Override
        public String words() {
            return "the log of " + service + ": " + trouble;
        }
    }

    /** A running session has applied a changed file. */
    record Applied(Changes changes) implements Notice {
        @Override
        public String words() {
            return changes.words();
        }
    }

    /** The project has another name now; its session, which runs, keeps its own. */
    record NameKept(String project, String session) implements Notice {
        @Override
        public String words() {
            return "the project is called " + project + " now; its session is still " + session
                    + ", until a3s down and a3s up";
        }
    }

    /** A short name belongs to another session; {@code session} has its full name. */
    record NameHeld(String name, String holder, String session) implements Notice {
        @Override
        public String words() {
            return "%s.localhost belongs to session %s; this one is %s.%s.localhost".formatted(name, holder, name,
                    session);
        }
    }

    /** The file brings in another repository, which a3s does not act on yet. */
    record RepoNotActedOn(String repo, Path path) implements Notice {
        @Override
        public String words() {
            return "repo \"" + repo + "\" is not acted on yet: run a3s up in " + path + " as well";
        }
    }

    /** The file wants a service in a pane, which a3s does not act on yet. */
    record PaneNotActedOn(String service) implements Notice {
        @Override
        public String words() {
            return "service \"" + service + "\": display = \"pane\" is not acted on yet: it runs in the background";
        }
    }

    /**
     * A daemon found a session that another left, and not its state.
     *
     * @param trouble  with the file that kept the state
     * @param alive    the services that live and go on, with their pids
     * @param orphaned whether the A3sfile cannot be read either
     */
    record StateLost(String session, String trouble, List<String> alive, boolean orphaned) implements Notice {
        public StateLost {
            alive = List.copyOf(alive);
        }

        @Override
        public String words() {
            var what = "session " + session + ": " + trouble + "; ";
            if (alive.isEmpty()) {
                return what + "nothing of it lives; start it again with: a3s up";
            }
            var living = what + "found by their processes, and running on: " + String.join(", ", alive);
            return orphaned
                    ? living + "; orphaned, since their A3sfile cannot be read; to end them: a3s down --session "
                            + session
                    : living + "; what else should run starts with: a3s up";
        }
    }

    /** A daemon could not take over a session that another left; what lives of it goes on. */
    record NotTakenOver(String session, String trouble) implements Notice {
        @Override
        public String words() {
            return "session " + session + " cannot be taken over (" + trouble
                    + "); what lives of it goes on, and nothing of it is started anew";
        }
    }
}
