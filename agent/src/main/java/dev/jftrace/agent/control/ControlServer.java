package dev.jftrace.agent.control;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/** Serves the control files to whoever comes, on a daemon thread of its own that waits while nobody asks. */
final class ControlServer implements Runnable {
    private final Path file;
    private final Listening listening;
    private final ControlFiles files;
    private final Control control;
    private final Selector selector;
    private volatile boolean ending;

    private ControlServer(Path file, Listening listening, ControlFiles files, Control control) throws IOException {
        this.file = file;
        this.listening = listening;
        this.files = files;
        this.control = control;
        this.selector = listening.channel().provider().openSelector();
        listening.channel().register(selector, listening.operation());
    }

    /** @param file by which clients come; it goes when serving ends */
    static ControlServer start(Path file, Listening listening, ControlFiles files, Control control) throws IOException {
        ControlServer server = new ControlServer(file, listening, files, control);
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread thread = new Thread(group, server, "jftrace-control", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        return server;
    }

    /** The JVM ends. It would wait 300 ms for a thread that waits in native code, as this one does while nobody asks. */
    void quit() {
        ending = true;
        selector.wakeup();
    }

    @Override
    public void run() {
        control.begin();
        while (!control.isLeft() && !ending) {
            try {
                selector.select();
                serve();
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                control.failed(e);
            }
        }
        if (control.isLeft()) {
            close();
        }
    }

    private void serve() {
        for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
            SelectionKey key = keys.next();
            keys.remove();
            if (key.attachment() == null) {
                accept();
            } else if (key.isValid()) {
                serve((Connection) key.attachment());
            }
        }
    }

    private void accept() {
        try {
            for (Connection client = listening.accept(files); client != null; client = listening.accept(files)) {
                client.await(selector);
            }
        } catch (IOException e) {
            control.failed(e);
        }
    }

    private void serve(Connection connection) {
        boolean there;
        try {
            there = connection.serve();
            if (there) {
                connection.await(selector);
            }
        } catch (IOException brokenOff) {
            there = false;
        }
        if (!there) {
            connection.end();
        }
    }

    /** The clients last: when one sees its connection end, all else is gone. */
    private void close() {
        try {
            listening.channel().close();
            selector.selectNow();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // what is left is a file that nobody listens to
        }
        control.end();
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() != null) {
                ((Connection) key.attachment()).end();
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            // the clients see that nobody answers
        }
    }
}
