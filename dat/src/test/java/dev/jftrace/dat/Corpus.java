package dev.jftrace.dat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Real traces: a few small ones among the resources, and all of {@code -Djftrace.corpus=DIR} if it is given. */
final class Corpus {
    private static final List<String> RESOURCES =
            List.of("v6.dat.zst", "v7-none.dat.zst", "v7-zstd.dat.zst", "v7-instances.dat.zst");

    private Corpus() {}

    /** Copies of all traces, decompressed into {@code folder}. */
    static List<Path> unpack(Path folder) throws IOException {
        for (String resource : RESOURCES) {
            try (InputStream in = new ZstdInputStream(Corpus.class.getResourceAsStream(resource))) {
                Files.copy(in, folder.resolve(resource.replace(".zst", "")));
            }
        }
        String corpus = System.getProperty("jftrace.corpus");
        if (corpus != null) {
            try (Stream<Path> files = Files.walk(Path.of(corpus))) {
                files.filter(file -> file.toString().matches(".*\\.dat(\\.zst)?"))
                        .forEach(file -> add(file, folder, Path.of(corpus)));
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    static Path unpack(String resource, Path folder) throws IOException {
        Path file = folder.resolve(resource);
        try (InputStream in = new ZstdInputStream(Corpus.class.getResourceAsStream(resource + ".zst"))) {
            Files.copy(in, file);
        }
        return file;
    }

    private static void add(Path file, Path folder, Path corpus) {
        String name = corpus.relativize(file).toString().replace('/', '-');
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = name.endsWith(".zst") ? new ZstdInputStream(in) : in) {
            Files.copy(plain, folder.resolve(name.replace(".zst", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
