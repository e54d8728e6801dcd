package dev.jftrace.agent.control;

import java.io.IOException;
import java.nio.channels.SelectableChannel;

/** Where clients come in. */
interface Listening {
    SelectableChannel channel();

    /** Of the channel: what there is when a client has come. */
    int operation();

    /** The next client that has come; null if none has. */
    Connection accept(ControlFiles files) throws IOException;
}
