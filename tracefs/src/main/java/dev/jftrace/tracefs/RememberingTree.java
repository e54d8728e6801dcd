package dev.jftrace.tracefs;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A tree in which nothing is changed before it was remembered. */
final class RememberingTree implements ControlTree {
    interface Memory {
        /** Called before a file is changed. */
        void remember(String file) throws IOException;

        /** Called before a folder is made. */
        void rememberNone(String folder) throws IOException;
    }

    private final ControlTree tree;
    private final Memory memory;

    RememberingTree(ControlTree tree, Memory memory) {
        this.tree = tree;
        this.memory = memory;
    }

    @Override
    public String describe(String name) {
        return tree.describe(name);
    }

    @Override
    public boolean exists(String name) {
        return tree.exists(name);
    }

    @Override
    public List<String> names(String folder) throws IOException {
        return tree.names(folder);
    }

    @Override
    public List<String> entries(String folder) throws IOException {
        return tree.entries(folder);
    }

    @Override
    public Optional<InputStream> openIfThere(String name) throws IOException {
        return tree.openIfThere(name);
    }

    @Override
    public InputStream open(String name) throws IOException {
        return tree.open(name);
    }

    @Override
    public void write(String name, byte[] bytes, boolean truncate) throws IOException {
        memory.remember(name);
        tree.write(name, bytes, truncate);
    }

    @Override
    public void writeTokens(String name, List<String> lines, boolean truncate) throws IOException {
        memory.remember(name);
        tree.writeTokens(name, lines, truncate);
    }

    @Override
    public boolean takesFunctionNumbers() {
        return tree.takesFunctionNumbers();
    }

    @Override
    public void makeFolder(String name) throws IOException {
        memory.rememberNone(name);
        tree.makeFolder(name);
    }

    @Override
    public void removeFolder(String name) throws IOException {
        tree.removeFolder(name);
    }
}
