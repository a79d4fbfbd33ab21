package dev.a3s.hcl;

/** How many arguments a function takes, and what it does with them. */
record Signature(int least, int most, Body body) {

    /** What a function does; never given fewer or more arguments than its {@link Signature} allows. */
    interface Body {
        Value apply(Arguments arguments);
    }
}
