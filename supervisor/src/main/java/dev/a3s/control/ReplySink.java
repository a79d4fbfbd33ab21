package dev.a3s.control;

import java.io.IOException;

/** Where the answer to one request goes. */
interface ReplySink {

    /**
     * Sends on; blocks while the caller is slow.
     *
     * @throws IOException if the caller has hung up
     */
    void send(Reply reply) throws IOException;

    /**
     * For those who wait for something to send.
     *
     * @throws IOException if the caller has hung up
     */
    void checkCaller() throws IOException;
}
