package dev.jftrace.record.kernel;

import dev.jftrace.dat.format.TraceOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a program has mapped where, as last seen while it ran: for who wants names of its user addresses. */
public final class ProgramMaps {
    private static final Pattern MAPPING =
            Pattern.compile("([0-9a-f]+)-([0-9a-f]+) \\S+ \\S+ \\S+ \\d+ +(/.*|\\[.*\\])");

    private final long pid;
    private final Path folder;
    private String launcher;
    private TraceOption seen;

    public ProgramMaps(long pid) {
        this.pid = pid;
        this.folder = Path.of("/proc/" + pid);
    }

    /** Looks once more. What runs at the first look is what launches the program: it is not kept. */
    public void look() {
        try {
            Path program = Files.readSymbolicLink(folder.resolve("exe"));
            // Not by its file: the program may be a shell too.
            String words = Files.readString(folder.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            if (launcher == null) {
                launcher = words;
            }
            TraceOption now = option(program, Files.readAllLines(folder.resolve("maps")));
            if (now != null && !words.equals(launcher)) {
                seen = now;
            }
        } catch (IOException e) {
            // it has ended: what was seen last stays
        }
    }

    /** @return null if nothing is mapped any more */
    private TraceOption option(Path program, List<String> lines) {
        List<String> mapped = new ArrayList<>();
        String last = "";
        String start = "";
        for (String line : lines) {
            Matcher matcher = MAPPING.matcher(line);
            if (matcher.matches()) {
                boolean same = matcher.group(3).equals(last);
                start = same ? start : matcher.group(1);
                if (same) {
                    mapped.removeLast();
                }
                last = matcher.group(3);
                mapped.add(start + " " + matcher.group(2) + " " + last + "\n");
            }
        }
        String header = Long.toHexString(pid) + " " + Integer.toHexString(mapped.size()) + " " + program + "\n";
        return mapped.isEmpty() ? null : new TraceOption.ProcMaps(header + String.join("", mapped));
    }

    /** @return null if the program ended before it was seen */
    public TraceOption seen() {
        return seen;
    }
}
