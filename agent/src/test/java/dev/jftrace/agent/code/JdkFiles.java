package dev.jftrace.agent.code;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The class files of a JDK's modules. */
final class JdkFiles implements AutoCloseable {
    private final FileSystem jrt;

    JdkFiles(String home) throws IOException {
        jrt = FileSystems.newFileSystem(URI.create("jrt:/"), Map.of("java.home", home));
    }

    /** In the same order each time. */
    List<Path> of(String module) throws IOException {
        try (Stream<Path> all = Files.walk(jrt.getPath("modules", module))) {
            return all.filter(file -> file.toString().endsWith(".class") && !file.endsWith("module-info.class"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        jrt.close();
    }
}
