package dev.a3s.logs;

/** What can be read of one service's log, alone or {@linkplain MergedLog with others}. */
public sealed interface Log permits ServiceLog, PastLog {

    /** The name that its lines carry. */
    String service();
}
