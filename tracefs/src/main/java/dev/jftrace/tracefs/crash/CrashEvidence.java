package dev.jftrace.tracefs.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a machine kept of its last crash. Only looks. */
public final class CrashEvidence {
    private static final Pattern TELLING =
            Pattern.compile("Oops|panic|BUG:|RIP:|WARNING:|ftrace|invalid opcode|int3|#UD|double fault|Call Trace");
    private static final int MOST_LINES = 6;
    private static final int MOST_BYTES = 1 << 20;
    private static final int LONGEST_LINE = 160;

    /**
     * Something that was found.
     *
     * @param kind as {@code pstore}
     * @param how to look at it
     * @param lines of it that tell something; may be none
     */
    public record Piece(String kind, Path file, String how, List<String> lines) {}

    private final Path root;
    private final Path tracefs;

    /**
     * @param root "/", or the likeness of a machine
     * @param tracefs null if it is not mounted
     */
    public CrashEvidence(Path root, Path tracefs) {
        this.root = root;
        this.tracefs = tracefs;
    }

    public List<Piece> find() {
        List<Piece> pieces = new ArrayList<>();
        for (Path file : files("sys/fs/pstore")) {
            pieces.add(new Piece("pstore", file, "cat " + file, telling(file)));
        }
        for (Path file : files("var/crash")) {
            pieces.add(
                    new Piece("kdump", file, "crash " + file + "/vmcore (with the kernel's debug symbols)", List.of()));
        }
        instances(pieces);
        for (String log : List.of("var/log/kern.log", "var/log/dmesg.0", "var/log/dmesg", "var/log/syslog")) {
            Path file = root.resolve(log);
            if (Files.isReadable(file)) {
                pieces.add(new Piece("log", file, "less " + file, List.of()));
            }
        }
        Path folder = root.resolve("var/log/journal");
        if (!list(folder).isEmpty()) {
            pieces.add(new Piece("system journal", folder, "journalctl -k -b -1 -e", List.of()));
        }
        return pieces;
    }

    /** Only of an instance that lies in memory which outlives a reboot there is last_boot_info. */
    private void instances(List<Piece> pieces) {
        for (Path instance : tracefs == null ? List.<Path>of() : list(tracefs.resolve("instances"))) {
            Path info = instance.resolve("last_boot_info");
            if (Files.exists(info)) {
                String how = "cat " + instance.resolve("trace");
                pieces.add(new Piece("persistent ring buffer", instance, how, firstLines(info)));
            }
        }
    }

    private List<Path> files(String folder) {
        return list(root.resolve(folder)).stream()
                .filter(file -> !file.getFileName().toString().startsWith("."))
                .toList();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<String> telling(Path file) {
        return text(file)
                .lines()
                .filter(line -> TELLING.matcher(line).find())
                .limit(MOST_LINES)
                .map(CrashEvidence::plain)
                .toList();
    }

    private static List<String> firstLines(Path file) {
        return text(file).lines().limit(2).map(CrashEvidence::plain).toList();
    }

    /** For a terminal: what crashed may have written anything. */
    private static String plain(String line) {
        String shown = line.strip().replaceAll("[^\\x20-\\x7e]", "?");
        return shown.substring(0, Math.min(LONGEST_LINE, shown.length()));
    }

    private static String text(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
