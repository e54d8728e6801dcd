package dev.jftrace.agent.control;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A FIFO, for the Javas that have no Unix sockets. Whoever comes makes two more, and writes the folder that they are in here, as one
 * line: what he asks comes by {@code requests}, what he is told goes by {@code answers}.
 */
final class ListeningFifo implements Listening {
    /** PIPE_BUF: what is not longer comes whole, whoever else writes. */
    private static final int LONGEST_LINE = 4096;

    private final Pipe.SourceChannel lines;
    private final ByteBuffer received = ByteBuffer.allocate(LONGEST_LINE);

    private ListeningFifo(Pipe.SourceChannel lines) {
        this.lines = lines;
    }

    /** @throws IOException if the FIFO can't be made, or this JDK is not as others are */
    static ListeningFifo at(Path file, Instrumentation instrumentation) throws IOException {
        Fifo.letIn(instrumentation);
        Fifo.make(file);
        return new ListeningFifo(Fifo.toListen(file));
    }

    @Override
    public SelectableChannel channel() {
        return lines;
    }

    @Override
    public int operation() {
        return SelectionKey.OP_READ;
    }

    @Override
    public Connection accept(ControlFiles files) throws IOException {
        for (String folder = line(); folder != null; folder = line()) {
            Connection client = connect(folder, files);
            if (client != null) {
                return client;
            }
        }
        return null;
    }

    /** The next that has come; null if none has. */
    private String line() throws IOException {
        String line = taken();
        while (line == null && lines.read(received) > 0) {
            line = taken();
        }
        return line;
    }

    private String taken() {
        for (int i = 0; i < received.position(); i++) {
            if (received.get(i) == '\n') {
                String line = new String(received.array(), 0, i, StandardCharsets.UTF_8);
                received.flip().position(i + 1);
                received.compact();
                return line;
            }
        }
        if (!received.hasRemaining()) {
            received.clear(); // nothing that a client of ours writes
        }
        return null;
    }

    /** @return null for one that is gone: it was killed meanwhile, or waits no longer, and has said so */
    private static Connection connect(String folder, ControlFiles files) {
        if (!folder.startsWith("/")) {
            return null;
        }
        Pipe.SourceChannel requests = null;
        try {
            requests = Fifo.toRead(Path.of(folder, "requests"));
            Connection client = new Connection(requests, Fifo.toWrite(Path.of(folder, "answers")), files);
            client.greet();
            return client;
        } catch (IOException | RuntimeException e) {
            close(requests);
            return null;
        }
    }

    private static void close(Pipe.SourceChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // it had not been used
        }
    }
}
