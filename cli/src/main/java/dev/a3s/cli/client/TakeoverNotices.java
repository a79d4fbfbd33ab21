package dev.a3s.cli.client;

import dev.a3s.cli.terminal.Console;
import dev.a3s.protocol.Reply;

/** What a daemon found amiss with the sessions that the one before it left. */
public final class TakeoverNotices {
    private TakeoverNotices() {}

    public static void show(Reply.Daemon daemon, Console console) {
        daemon.notices().forEach(notice -> console.say("a3s: " + notice.words()));
    }
}
