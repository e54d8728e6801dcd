package dev.jftrace.cli;

import dev.jftrace.tracefs.ControlFile;
import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.TracefsException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Of the text of a kernel's buffer, as many events as were in it when the reading began. Since Linux 5.9 the buffer is written while
 * its file {@code trace} is read; where reading is slower than writing, or makes events itself, that file has no end.
 *
 * <p>It ends before the first event that is newer than the beginning and one more than there were: so what was overwritten meanwhile is
 * replaced by what is newer. Lines without a time (function_graph's, or without the option context-info) are only counted.
 */
final class PastEvents {
    /** {@code per_cpu/cpuN/stats}: seconds and microseconds, or what a clock counts that does not count time. */
    private static final Pattern NOW = Pattern.compile("(?m)^now ts: *(\\d{1,12})(?:\\.(\\d{6}))?$");

    private static final Pattern ENTRIES = Pattern.compile("(?m)^entries: *(\\d{1,18})$");

    /** A task's name is 16 characters wide and may hold anything; then pid, tgid if asked for, CPU, flags if asked for, time. */
    private static final Pattern TIMED =
            Pattern.compile("^.{16}-\\d+ +(?:\\([ \\-\\d]+\\) +)?\\[\\d+\\] +(?:\\S+ +)?(\\d{1,12})(?:\\.(\\d{6}))?: ");

    private static final long MICROS = 1_000_000;

    private long now;
    private long entries;
    private long counted;
    private boolean timed;

    /** @param cpus those whose events are shown */
    PastEvents(Instance instance, List<Integer> cpus) throws TracefsException {
        for (int cpu : cpus) {
            add(instance.stats(cpu));
        }
    }

    /** @param stats of each CPU whose events are shown */
    PastEvents(List<String> stats) {
        stats.forEach(this::add);
    }

    private void add(String stats) {
        Matcher time = NOW.matcher(stats);
        if (time.find()) {
            now = Math.max(now, number(time));
        }
        Matcher count = ENTRIES.matcher(stats);
        if (count.find()) {
            entries += Long.parseLong(count.group(1));
        }
    }

    private static long number(Matcher time) {
        long whole = Long.parseLong(time.group(1));
        return time.group(2) == null ? whole : whole * MICROS + Long.parseLong(time.group(2));
    }

    void print(ControlFile trace, Console console) throws IOException {
        try (InputStream in = trace.open()) {
            copy(in, console.checked());
        }
    }

    /** Copies lines as they are, up to the first one that is newer. */
    void copy(InputStream text, OutputStream out) throws IOException {
        InputStream in = new BufferedInputStream(text, 1 << 16);
        ByteArrayOutputStream page = new ByteArrayOutputStream(1 << 16);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (read(in, line) && isPast(line.toString(StandardCharsets.ISO_8859_1))) {
            line.writeTo(page);
            if (page.size() >= 1 << 15) {
                page.writeTo(out);
                page.reset();
            }
            line.reset();
        }
        page.writeTo(out);
    }

    /** A line with its end, if it has one. @return false where there is none */
    private static boolean read(InputStream in, ByteArrayOutputStream line) throws IOException {
        int b = in.read();
        while (b >= 0 && b != '\n') {
            line.write(b);
            b = in.read();
        }
        if (b == '\n') {
            line.write(b);
        }
        return line.size() > 0;
    }

    private boolean isPast(String line) {
        if (line.startsWith("#")) {
            return true;
        }
        Matcher time = TIMED.matcher(line);
        if (time.find()) {
            timed = true;
            counted++;
            return counted <= entries || number(time) <= now;
        }
        if (!timed && isEvent(line)) {
            counted++;
        }
        return timed || counted <= entries;
    }

    /** Not a function of a stack, and not function_graph's word of another task. */
    private static boolean isEvent(String line) {
        return !line.isBlank() && !line.contains(" => ") && !line.startsWith(" ---");
    }
}
