package dev.jftrace.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The JDKs of this machine that a program can be traced on. */
public final class Jdks {
    private static final Path HOMES = Path.of("/usr/lib/jvm");

    private Jdks() {}

    /** The {@code java} of one JDK per feature release from 11 on, oldest first; at least the one that runs the test. */
    public static List<Path> javas() {
        Map<Integer, Path> byRelease = new TreeMap<>();
        byRelease.put(Runtime.version().feature(), Path.of(System.getProperty("java.home"), "bin/java"));
        for (Path home : homes()) {
            Path java = home.resolve("bin/java");
            int release = release(home);
            if (release >= 11 && Files.isExecutable(java)) {
                byRelease.putIfAbsent(release, java);
            }
        }
        return new ArrayList<>(byRelease.values());
    }

    private static List<Path> homes() {
        if (!Files.isDirectory(HOMES)) {
            return List.of();
        }
        try (Stream<Path> homes = Files.list(HOMES)) {
            return homes.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int release(Path home) {
        try {
            return Files.readAllLines(home.resolve("release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.substring("JAVA_VERSION=\"".length()).replaceAll("[^0-9].*", ""))
                    .mapToInt(number -> number.isEmpty() ? 0 : Integer.parseInt(number))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
