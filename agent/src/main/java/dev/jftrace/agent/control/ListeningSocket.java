package dev.jftrace.agent.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import sun.nio.ch.DefaultSelectorProvider;

/** A Unix socket. Needs Java 16, the first that has such. */
final class ListeningSocket implements Listening {
    private final ServerSocketChannel server;

    private ListeningSocket(ServerSocketChannel server) {
        this.server = server;
    }

    /** @throws IOException if the socket can't be made */
    static ListeningSocket at(Path file) throws IOException {
        // Not the provider that a property of the program may name.
        ServerSocketChannel server = DefaultSelectorProvider.get().openServerSocketChannel(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        server.configureBlocking(false);
        return new ListeningSocket(server);
    }

    @Override
    public SelectableChannel channel() {
        return server;
    }

    @Override
    public int operation() {
        return SelectionKey.OP_ACCEPT;
    }

    @Override
    public Connection accept(ControlFiles files) throws IOException {
        SocketChannel client = server.accept();
        if (client == null) {
            return null;
        }
        client.configureBlocking(false);
        return new Connection(client, client, files);
    }
}
