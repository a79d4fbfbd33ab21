package dev.a3s.status;

/** How the A3sfile on disk differs from what its session runs. */
public sealed interface Drift {

    /** The difference in English. */
    String words();

    /** The file says something else; {@code a3s up} applies it. */
    record Changed(Changes changes) implements Drift {
        @Override
        public String words() {
            return changes.words() + " since it was applied; a3s up applies it";
        }
    }

    /** The file is gone. */
    record Gone() implements Drift {
        @Override
        public String words() {
            return "is gone; what runs is orphaned and goes on until a3s down";
        }
    }

    /** The file has errors now. */
    record Broken() implements Drift {
        @Override
        public String words() {
            return "is broken now (a3s validate says how); what runs goes on as it was";
        }
    }
}
