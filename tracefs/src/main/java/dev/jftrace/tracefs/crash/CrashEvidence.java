package dev.jftrace.tracefs.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a machine kept of its last crash. Only looks. */
public final class CrashEvidence {
    /** Not what a healthy kernel says as it boots: "panic=1" in its command line, "this is not a bug". */
    private static final Pattern TELLING = Pattern.compile(
            "Kernel panic|Oops|BUG:|RIP: 0010:|WARNING: |invalid opcode|int3: |double fault|general protection"
                    + "|Unable to handle|Internal error|LOCKUP|sysrq: Trigger|Call Trace:");

    /** Of a stack, without those that only stood there: {@code ? name+0x1/0x2}. */
    private static final Pattern FRAME =
            Pattern.compile("^(<\\d>)?(\\[[ .\\d]*\\])?\\s+[\\w.]+\\+0x\\p{XDigit}+/0x\\p{XDigit}+.*");

    private static final int MOST_LINES = 6;
    private static final int MOST_FRAMES = 8;
    private static final int LAST_EVENTS = 3;
    private static final int ARCHIVE_DEPTH = 2;
    private static final Pattern TITLE = Pattern.compile("[A-Za-z]+#\\d+ Part\\d+");
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
        pstore(pieces);
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

    /**
     * What a dying kernel told the firmware or a piece of memory, as dmesg-BACKEND-ID, a part each, until somebody deletes it. A
     * system with systemd finds it moved to its own folder.
     */
    private void pstore(List<Piece> pieces) {
        Path folder = root.resolve("sys/fs/pstore");
        if (Files.isDirectory(folder) && !isMounted("pstore")) {
            pieces.add(new Piece("pstore", folder, "is not mounted: mount -t pstore pstore " + folder, List.of()));
        }
        for (Path file : files("sys/fs/pstore")) {
            pieces.add(record(file));
        }
        for (Path archived : files("var/lib/systemd/pstore")) {
            try (Stream<Path> below = Files.walk(archived, ARCHIVE_DEPTH)) {
                below.filter(Files::isRegularFile).sorted().map(this::record).forEach(pieces::add);
            } catch (IOException | UncheckedIOException e) {
                pieces.add(new Piece("pstore", archived, "ls -lR " + archived, List.of()));
            }
        }
    }

    /** Of its first line, as "Oops#1 Part2", and the time at which it was written. */
    private Piece record(Path file) {
        String text = text(file);
        if (file.toString().endsWith(".enc.z")) {
            return new Piece("pstore", file, file + ": packed in a way this kernel has no module for", List.of());
        }
        String title = text.lines().findFirst().filter(TITLE.asMatchPredicate()).orElse("");
        return new Piece(
                "pstore", file, "cat " + file + written(file) + (title.isEmpty() ? "" : ", " + title), telling(text));
    }

    private static String written(Path file) {
        try {
            return ": of " + Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return "";
        }
    }

    /** True also where it can't be known. */
    private boolean isMounted(String type) {
        String mounts = text(root.resolve("proc/mounts"));
        return mounts.isEmpty() || mounts.lines().anyMatch(line -> line.matches("\\S+ \\S+ " + type + " .*"));
    }

    /** Only of an instance that lies in memory which outlives a reboot there is last_boot_info. */
    private void instances(List<Piece> pieces) {
        for (Path instance : tracefs == null ? List.<Path>of() : list(tracefs.resolve("instances"))) {
            if (Files.exists(instance.resolve("last_boot_info"))) {
                pieces.add(persistent(instance));
            }
        }
    }

    private Piece persistent(Path instance) {
        long events = list(instance.resolve("per_cpu")).stream()
                .mapToLong(cpu -> entries(text(cpu.resolve("stats"))))
                .sum();
        String how = events == 0
                ? instance + " is empty: nothing was recorded there, or the boot used its memory (nokaslr may help)"
                : "cat " + instance.resolve("trace") + ": " + events + " events, the last:";
        return new Piece("persistent ring buffer", instance, how, events == 0 ? List.of() : lastEvents(instance));
    }

    private static long entries(String stats) {
        return stats.lines()
                .filter(line -> line.matches("entries: \\d{1,18}"))
                .mapToLong(line -> Long.parseLong(line.substring("entries: ".length())))
                .sum();
    }

    /** Only where nothing is written any more: else the text may have no end. */
    private static List<String> lastEvents(Path instance) {
        if (!text(instance.resolve("tracing_on")).strip().equals("0")) {
            return List.of("(it is being written: echo 0 > " + instance.resolve("tracing_on") + ")");
        }
        Deque<String> last = new ArrayDeque<>();
        try (BufferedReader lines = Files.newBufferedReader(instance.resolve("trace"), StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last.addLast(line);
                if (last.size() > LAST_EVENTS) {
                    last.removeFirst();
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return last.stream().map(CrashEvidence::plain).toList();
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

    /** The first lines that tell something, and below a stack's head what called what. */
    private static List<String> telling(String text) {
        List<String> lines = new ArrayList<>();
        int told = 0;
        int frames = MOST_FRAMES;
        for (String line : text.lines().toList()) {
            if (TELLING.matcher(line).find() && told < MOST_LINES) {
                told++;
                frames = line.contains("Call Trace:") ? 0 : frames;
                lines.add(plain(line));
            } else if (frames < MOST_FRAMES && FRAME.matcher(line).matches()) {
                frames++;
                lines.add(plain(line));
            }
        }
        return lines;
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
