package dev.a3s.protocol;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.a3s.config.A3sfile;
import dev.a3s.config.A3sfileLoader;

/**
 * The state of a path at one moment: of a file its time and size, of a directory only that it is one.
 *
 * @param path     absolute
 * @param modified in milliseconds since 1970; zero for what is missing, and for a directory
 * @param length   in bytes; -1 for a directory
 */
public record SourceStamp(String path, long modified, long length) {

    /** The state of {@code path} now. */
    public static SourceStamp of(String path) {
        var file = new File(path);
        return file.isDirectory() ? new SourceStamp(path, 0, -1)
                : new SourceStamp(path, file.lastModified(), file.length());
    }

    /** The state now of every path that reading {@code file} depends on. */
    public static List<SourceStamp> of(A3sfile file) {
        var stamps = new ArrayList<SourceStamp>();
        stamps.add(of(file.path().toString()));
        stamps.add(of(file.dir().resolve(A3sfileLoader.ENV_FILE_NAME).toString()));
        for (var repo : file.repos()) {
            stamps.add(of(repo.path().resolve(A3sfile.FILE_NAME).toString()));
        }
        for (var step : file.init()) {
            stamps.add(of(step.dir().toString()));
        }
        for (var spec : file.runnable().values()) {
            stamps.add(of(spec.dir().toString()));
            spec.envFiles().forEach(env -> stamps.add(of(env.toString())));
        }
        return stamps.stream().distinct().toList();
    }

    boolean holds() {
        var now = of(path); // field by field: a record's equals takes milliseconds to link
        return now.modified == modified && now.length == length;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeUTF(path);
        out.writeLong(modified);
        out.writeLong(length);
    }

    static SourceStamp read(DataInputStream in) throws IOException {
        return new SourceStamp(in.readUTF(), in.readLong(), in.readLong());
    }
}
