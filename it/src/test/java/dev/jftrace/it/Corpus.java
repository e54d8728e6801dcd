package dev.jftrace.it;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Real traces with what trace-cmd 3.4 prints of them: {@code NAME.dat} or {@code NAME.dat.zst}, and for each variant
 * of the report {@code NAME.VARIANT.txt.zst}. A few are resources of this module; {@code -Djftrace.corpus=DIR} names
 * more.
 */
final class Corpus {
    private static final String ENDING = ".txt.zst";

    private Corpus() {}

    /** A trace, a variant of the report, and the text that is expected. */
    record Case(Path trace, String variant, Path expected) {
        byte[] expectedText() throws IOException {
            return decompressed(expected);
        }

        /** @return the trace as a file that can be opened; made in the directory where it has to be */
        Path open(Path directory) throws IOException {
            if (!trace.toString().endsWith(".zst")) {
                return trace;
            }
            return Files.write(directory.resolve("trace.dat"), decompressed(trace));
        }

        @Override
        public String toString() {
            Path folder = trace.getParent().getFileName();
            return folder + "/" + nameOf(expected) + " " + variant;
        }
    }

    static List<Case> cases(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .map(Corpus::caseOf)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case caseOf(Path expected) {
        String file = expected.getFileName().toString();
        String name = nameOf(expected);
        String variant = file.substring(name.length() + 1, file.length() - ENDING.length());
        Path plain = expected.resolveSibling(name + ".dat");
        return new Case(Files.exists(plain) ? plain : expected.resolveSibling(name + ".dat.zst"), variant, expected);
    }

    private static String nameOf(Path expected) {
        String file = expected.getFileName().toString();
        return file.substring(0, file.indexOf('.'));
    }

    private static byte[] decompressed(Path file) throws IOException {
        try (InputStream in = new ZstdInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }
}
