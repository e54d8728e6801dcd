package dev.jftrace.agent.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import sun.nio.ch.DefaultSelectorProvider;

/**
 * Serves the control files on a Unix socket, on a daemon thread of its own that waits while nobody asks. Needs Java 16, the first that
 * has such sockets.
 */
final class ControlServer implements Runnable {
    private final Path socket;
    private final ControlFiles files;
    private final Control control;
    private final ServerSocketChannel server;
    private final Selector selector;

    private ControlServer(Path socket, ControlFiles files, Control control) throws IOException {
        this.socket = socket;
        this.files = files;
        this.control = control;
        // Not the provider that a property of the program may name.
        SelectorProvider provider = DefaultSelectorProvider.get();
        this.selector = provider.openSelector();
        this.server = provider.openServerSocketChannel(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** @throws IOException if the socket can't be made */
    static void start(Path socket, ControlFiles files, Control control) throws IOException {
        ControlServer server = new ControlServer(socket, files, control);
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread thread = new Thread(group, server, "jftrace-control", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    @Override
    public void run() {
        control.begin();
        while (!control.isLeft()) {
            try {
                selector.select();
                serve();
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                control.failed(e);
            }
        }
        close();
    }

    private void serve() {
        for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
            SelectionKey key = keys.next();
            keys.remove();
            if (key.attachment() == null) {
                accept();
            } else {
                serve(key, (Connection) key.attachment());
            }
        }
    }

    private void accept() {
        try {
            SocketChannel client = server.accept();
            if (client != null) {
                client.configureBlocking(false);
                client.register(selector, SelectionKey.OP_READ, new Connection(client, files));
            }
        } catch (IOException e) {
            control.failed(e);
        }
    }

    private static void serve(SelectionKey key, Connection connection) {
        boolean there;
        try {
            there = connection.serve();
        } catch (IOException brokenOff) {
            there = false;
        }
        if (there) {
            key.interestOps(connection.hasUnsent() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        } else {
            key.cancel();
            connection.end();
        }
    }

    private void close() {
        try {
            for (SelectionKey key : selector.keys()) {
                if (key.attachment() != null) {
                    ((Connection) key.attachment()).end();
                }
            }
            server.close();
            selector.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            // what is left is a file that nobody listens to
        }
        control.end();
    }
}
