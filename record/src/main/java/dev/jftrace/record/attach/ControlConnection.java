package dev.jftrace.record.attach;

import dev.jftrace.tracefs.TokenException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The client's end of a connection to a traced JVM's control files (docs/format/control-socket.md). */
final class ControlConnection implements AutoCloseable {
    private static final int LONGEST_LINE = 64;
    private static final int LARGEST_ANSWER = 1 << 28;

    private final WritableByteChannel requests;
    private final ReadableByteChannel answers;

    private ControlConnection(WritableByteChannel requests, ReadableByteChannel answers) {
        this.requests = requests;
        this.answers = answers;
    }

    static ControlConnection toSocket(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new ControlConnection(channel, channel);
        } catch (IOException e) {
            channel.close();
            throw new IOException(socket + ": " + e.getMessage(), e);
        }
    }

    /** By two FIFOs, behind whose other ends the agent has said that it is there. */
    static ControlConnection byFifos(WritableByteChannel requests, ReadableByteChannel answers) throws IOException {
        ControlConnection connection = new ControlConnection(requests, answers);
        connection.answer();
        return connection;
    }

    /** @throws ControlRefusedException if the agent says why not */
    String ask(String verb, String name, byte[] payload) throws IOException {
        byte[] line = (verb + " " + name + " " + payload.length + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer request =
                ByteBuffer.allocate(line.length + payload.length).put(line).put(payload);
        request.flip();
        while (request.hasRemaining()) {
            requests.write(request);
        }
        return answer();
    }

    private String answer() throws IOException {
        String[] status = line().split(" ");
        if (status.length != 2 || !status[1].matches("[0-9]{1,9}") || Integer.parseInt(status[1]) > LARGEST_ANSWER) {
            throw new IOException("expected STATUS LENGTH from the agent, found '" + String.join(" ", status) + "'");
        }
        String text = new String(bytes(Integer.parseInt(status[1])), StandardCharsets.UTF_8);
        if (!status[0].equals("ok")) {
            throw new ControlRefusedException(status[0], text);
        }
        return text;
    }

    String ask(String verb, String name) throws IOException {
        return ask(verb, name, new byte[0]);
    }

    /** As a program does it that writes a file: open, write until all is taken, close. */
    void write(String name, byte[] bytes, boolean truncate) throws IOException {
        ask(truncate ? "truncate" : "open", name);
        try {
            writeWhole(name, bytes);
        } catch (IOException e) {
            closeAfter(name, e);
            throw e;
        }
        ask("close", name);
    }

    /** One open, a write for each token, one close. */
    void writeEach(String name, List<String> lines, boolean truncate) throws IOException {
        ask(truncate ? "truncate" : "open", name);
        for (String line : lines) {
            try {
                writeWhole(name, line.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                TokenException refused = new TokenException(line.strip(), e);
                closeAfter(name, refused);
                throw refused;
            }
        }
        ask("close", name);
    }

    private void writeWhole(String name, byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length; ) {
            byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
            from += Integer.parseInt(ask("write", name, rest));
        }
    }

    /** What was taken before the refusal holds, as in the kernel. */
    private void closeAfter(String name, IOException failure) {
        try {
            ask("close", name);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (byte next = bytes(1)[0]; next != '\n'; next = bytes(1)[0]) {
            line.write(next);
            if (line.size() > LONGEST_LINE) {
                throw new IOException("an answer of the agent that has no first line");
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private byte[] bytes(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (answers.read(bytes) < 0) {
                throw new IOException("the JVM has ended, or closed its control files");
            }
        }
        return bytes.array();
    }

    /** Until the agent has left: it closes its end last. */
    void awaitEnd() {
        ByteBuffer rest = ByteBuffer.allocate(LONGEST_LINE);
        try {
            while (answers.read(rest) >= 0) {
                rest.clear();
            }
        } catch (IOException e) {
            // it has ended otherwise
        }
    }

    @Override
    public void close() throws IOException {
        requests.close();
        answers.close();
    }
}
