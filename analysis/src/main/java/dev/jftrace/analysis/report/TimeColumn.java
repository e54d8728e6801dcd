package dev.jftrace.analysis.report;

import dev.jftrace.analysis.report.plugin.TimeText;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceClock;
import dev.jftrace.event.TraceEvent;

/** The time of a line and the colon behind it. Thousands of lines begin with the same second, so its text is kept. */
final class TimeColumn {
    private static final int COUNTER_WIDTH = 12;
    private static final int SECONDS_WIDTH = 5;
    private static final int MICROS = 1_000_000;

    /** Seconds that have a short text: a space, five digits or six, a point. */
    private static final long MOST_SECONDS = 999_999;

    private final boolean nanoseconds;
    private TraceClock clock;
    private boolean seconds;

    private long second = -1;
    private long secondChars;
    private int secondCount;

    TimeColumn(boolean nanoseconds) {
        this.nanoseconds = nanoseconds;
    }

    void append(TraceEvent event, TextBuffer out) {
        if (event.clock() != clock) {
            clock = event.clock();
            seconds = clock.isShownAsSeconds();
        }
        long time = event.timestamp();
        if (!seconds) {
            int from = out.length();
            out.unsigned(time).alignRight(from, COUNTER_WIDTH, ' ').append(':');
        } else if (nanoseconds || time < 0 || time >= MOST_SECONDS * MICROS * 1000) {
            TimeText.append(time, nanoseconds, out.append(' '));
            out.append(':');
        } else {
            micros((time + 500) / 1000, out);
        }
    }

    private void micros(long micros, TextBuffer out) {
        long whole = micros / MICROS;
        if (whole != second) {
            second(whole);
        }
        out.append(secondChars, secondCount).sixDigits((int) (micros - whole * MICROS), ':');
    }

    private void second(long whole) {
        TextBuffer text = new TextBuffer();
        text.append(' ').unsigned(whole).alignRight(1, SECONDS_WIDTH, ' ').append('.');
        second = whole;
        secondCount = text.length();
        secondChars = 0;
        for (int i = 0; i < secondCount; i++) {
            secondChars |= (long) text.byteAt(i) << i * Byte.SIZE;
        }
    }
}
