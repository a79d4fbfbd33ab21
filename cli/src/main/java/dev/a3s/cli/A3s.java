package dev.a3s.cli;

/** The {@code a3s} command. */
public final class A3s {
    private A3s() {}

    public static void main(String[] args) {
        System.exit(args.length);
    }
}
