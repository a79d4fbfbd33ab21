package dev.a3s.process;

/** Which of the two operating systems this is. */
final class Platform {
    static final boolean MACOS = System.getProperty("os.name").startsWith("Mac");

    private Platform() {}
}
