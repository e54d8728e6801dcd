package dev.jftrace.agent.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One client: takes its requests, one after the other, and sends the answers. A file that it opened is closed with
 * the connection.
 *
 * <pre>
 * request   VERB SP NAME SP LENGTH LF, then LENGTH bytes     list, read, open, truncate, write, close
 * answer    "ok" or an errno SP LENGTH LF, then LENGTH bytes  the file's text, the count taken, or why not
 * </pre>
 */
final class Connection {
    private static final int LONGEST_LINE = 1024;
    private static final int LONGEST_WRITE = 1 << 20;
    private static final int PART = 8192;

    private final SelectableChannel requests;
    private final SelectableChannel answers;
    private final ControlFiles files;
    private final Map<String, OpenFile> open = new LinkedHashMap<>();
    private ByteBuffer received = ByteBuffer.allocate(PART);
    private ByteBuffer answer = ByteBuffer.allocate(0);

    /** Of channels that do not wait; both may be one. */
    Connection(SelectableChannel requests, SelectableChannel answers, ControlFiles files) {
        this.requests = requests;
        this.answers = answers;
        this.files = files;
    }

    /** For a client that can't see otherwise that it has come in: an answer before its first request. */
    void greet() {
        answer("ok", "");
    }

    /** Has the selector tell when there is something to do. */
    void await(Selector selector) throws ClosedChannelException {
        boolean sending = answer.hasRemaining();
        if (requests == answers) {
            requests.register(selector, sending ? SelectionKey.OP_WRITE : SelectionKey.OP_READ, this);
        } else {
            requests.register(selector, sending ? 0 : SelectionKey.OP_READ, this);
            answers.register(selector, sending ? SelectionKey.OP_WRITE : 0, this);
        }
    }

    /** Does what can be done without waiting. @return false when the client is gone */
    boolean serve() throws IOException {
        while (send() && receive()) {
            int length = requestLength();
            while (length > 0 && received.position() >= length) {
                request(Arrays.copyOf(received.array(), length));
                received.flip().position(length);
                received.compact();
                if (!send()) {
                    return true;
                }
                length = requestLength();
            }
            if (received.hasRemaining()) {
                return true;
            }
            received = ByteBuffer.allocate(2 * received.capacity()).put(received.flip());
        }
        return requests.isOpen();
    }

    private boolean send() throws IOException {
        if (answer.hasRemaining()) {
            ((WritableByteChannel) answers).write(answer);
        }
        return !answer.hasRemaining();
    }

    private boolean receive() throws IOException {
        if (((ReadableByteChannel) requests).read(received) < 0) {
            requests.close();
            return false;
        }
        return true;
    }

    /** Bytes of the request that has begun to arrive; 0 while its first line is not whole. */
    private int requestLength() throws IOException {
        for (int i = 0; i < received.position(); i++) {
            if (received.get(i) == '\n') {
                return i + 1 + payloadLength(words(i));
            }
        }
        if (received.position() > LONGEST_LINE) {
            throw new IOException("a request whose first line has no end");
        }
        return 0;
    }

    private String[] words(int end) {
        return new String(received.array(), 0, end, StandardCharsets.UTF_8).split(" ", -1);
    }

    private static int payloadLength(String[] words) throws IOException {
        if (words.length == 3 && !words[2].isEmpty() && words[2].length() <= 7) {
            try {
                int length = Integer.parseInt(words[2]);
                if (length >= 0 && length <= LONGEST_WRITE) {
                    return length;
                }
            } catch (NumberFormatException e) {
                // told below
            }
        }
        throw new IOException("a request that is not VERB NAME LENGTH");
    }

    private void request(byte[] request) {
        int line = 0;
        while (request[line] != '\n') {
            line++;
        }
        String[] words = new String(request, 0, line, StandardCharsets.UTF_8).split(" ", -1);
        byte[] payload = Arrays.copyOfRange(request, line + 1, request.length);
        try {
            answer("ok", act(words[0], words[1], payload));
        } catch (ControlException e) {
            answer(e.errno().name(), String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            answer(Errno.EIO.name(), e.toString());
        } catch (OutOfMemoryError e) {
            answer(Errno.ENOMEM.name(), e.toString());
        } catch (LinkageError | StackOverflowError e) {
            answer(Errno.EIO.name(), e.toString());
        }
    }

    private String act(String verb, String name, byte[] payload) throws IOException {
        switch (verb) {
            case "list":
                return files.list(name);
            case "read":
                return files.find(name).read();
            case "open":
            case "truncate":
                close(name);
                open.put(name, files.find(name).open(verb.equals("truncate")));
                return "";
            case "write":
                return Integer.toString(opened(name).write(payload));
            case "close":
                close(name);
                return "";
            default:
                throw new ControlException(Errno.EINVAL, "no request '" + verb + "'");
        }
    }

    private OpenFile opened(String name) throws ControlException {
        OpenFile file = open.get(name);
        if (file == null) {
            throw new ControlException(Errno.EBADF, "is not open");
        }
        return file;
    }

    private void close(String name) throws IOException {
        OpenFile file = open.remove(name);
        if (file != null) {
            file.close();
        }
    }

    private void answer(String status, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] line = (status + " " + bytes.length + "\n").getBytes(StandardCharsets.UTF_8);
        answer = ByteBuffer.allocate(line.length + bytes.length);
        answer.put(line).put(bytes).flip();
    }

    /** The client is gone: what it had open is closed, as the kernel does for a process that ends. */
    void end() {
        for (OpenFile file : open.values()) {
            try {
                file.abandon();
            } catch (IOException | RuntimeException e) {
                // there is nobody to tell
            }
        }
        open.clear();
        close(requests);
        close(answers);
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // the client is gone in any case
        }
    }
}
