package dev.a3s.service;

import dev.a3s.health.Probe;
import dev.a3s.process.Exit;

/** Sends a runner what becomes of its runs as signals. Any thread. */
record RunSignals(Mailbox mailbox) implements Run.Observer {

    @Override
    public void exited(Run run, Exit exit) {
        mailbox.send(new ServiceSignal.Exited(run, exit));
    }

    @Override
    public void probed(Run run, Probe.Result result) {
        mailbox.send(new ServiceSignal.Probed(run, result));
    }

    @Override
    public void listens(Run run, int port) {
        mailbox.send(new ServiceSignal.Listens(run, port));
    }
}
