package dev.jftrace.analysis.report;

import dev.jftrace.event.TextBuffer;

/** Sober colors: the comm, the event, and how long a call took where that is long. */
final class ReportColors {
    private static final String COMM = "\033[36m";
    private static final String EVENT = "\033[1m";
    private static final String LONG = "\033[33m";
    private static final String VERY_LONG = "\033[31m";
    private static final String PLAIN = "\033[0m";

    private final boolean on;

    ReportColors(boolean on) {
        this.on = on;
    }

    void comm(TextBuffer out) {
        if (on) {
            out.append(COMM);
        }
    }

    void event(TextBuffer out) {
        if (on) {
            out.append(EVENT);
        }
    }

    void plain(TextBuffer out) {
        if (on) {
            out.append(PLAIN);
        }
    }

    /** Colors the mark that function_graph's duration begins with: {@code + } over 10 us, ..., {@code $ } over 1 s. */
    void mark(String event, int from, TextBuffer out) {
        if (!on || !event.startsWith("funcgraph_") || out.length() < from + 2 || out.byteAt(from + 1) != ' ') {
            return;
        }
        char mark = (char) out.byteAt(from);
        if ("+!#*@$".indexOf(mark) < 0) {
            return;
        }
        byte[] rest = new byte[out.length() - from - 1];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = out.byteAt(from + 1 + i);
        }
        out.truncate(from);
        out.append(mark == '+' || mark == '!' ? LONG : VERY_LONG)
                .append(mark)
                .append(PLAIN)
                .append(rest);
    }
}
