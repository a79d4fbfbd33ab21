package dev.a3s.status;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How an A3sfile and the files of variables that it names differ, on disk, from what their session runs. */
public sealed interface Drift {

    /** The difference in English; {@code file} is what the A3sfile is called. */
    String words(String file);

    /** The files say something else; {@code a3s up} applies it. */
    record Changed(Changes changes) implements Drift {
        @Override
        public String words(String file) {
            var inFile = changes.fileWords();
            return Stream.of(inFile.isEmpty() ? "" : file + " " + inFile + " since it was applied",
                    changes.environmentWords()).filter(part -> !part.isEmpty()).collect(Collectors.joining("; "))
                    + "; a3s up applies it";
        }
    }

    /** The file is gone. */
    record Gone() implements Drift {
        @Override
        public String words(String file) {
            return file + " is gone; what runs is orphaned and goes on until a3s down";
        }
    }

    /** The file has errors now. */
    record Broken() implements Drift {
        @Override
        public String words(String file) {
            return file + " is broken now (a3s validate says how); what runs goes on as it was";
        }
    }
}
