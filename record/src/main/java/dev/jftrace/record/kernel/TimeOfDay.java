package dev.jftrace.record.kernel;

import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.TraceMarker;
import dev.jftrace.tracefs.Tracefs;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What turns an instance's timestamps into time of day: writes marks into an instance of its own with the same clock, and takes
 * the mark of which it knows best when it was written.
 */
final class TimeOfDay {
    private static final int MARKS = 5;
    private static final Pattern TIMESTAMP = Pattern.compile("\\s(\\d+)\\.(\\d{6}): tracing_mark_write: (\\d)");

    private TimeOfDay() {}

    /** @return microseconds between the clocks, as option DATE has them */
    static TraceOption option(Tracefs tracefs, Instance like) throws IOException {
        Instance marks =
                tracefs.instance("jftrace-date-" + ProcessHandle.current().pid());
        marks.create();
        try {
            marks.clock().set(like.clock().current());
            return new TraceOption.Date("0x" + Long.toHexString(offset(marks)));
        } finally {
            marks.delete();
        }
    }

    private static long offset(Instance marks) throws IOException {
        long best = 0;
        long shortest = Long.MAX_VALUE;
        long between = 0;
        try (TraceMarker marker = TraceMarker.open(marks)) {
            for (int i = 0; i < MARKS; i++) {
                long start = System.nanoTime();
                long before = micros();
                marker.mark(Integer.toString(i));
                long took = System.nanoTime() - start;
                if (took < shortest) {
                    shortest = took;
                    best = i;
                    between = before + took / 2000;
                }
            }
        }
        return between - timestamp(marks.file("trace").read(), best);
    }

    private static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private static long timestamp(String trace, long mark) throws IOException {
        Matcher matcher = TIMESTAMP.matcher(trace);
        while (matcher.find()) {
            if (Integer.parseInt(matcher.group(3)) == mark) {
                return Long.parseLong(matcher.group(1)) * 1_000_000 + Long.parseLong(matcher.group(2));
            }
        }
        throw new IOException("--date: this trace clock does not count seconds, or trace_marker is off");
    }
}
