package dev.jftrace.tracefs;

import java.util.List;

/** The clock of an instance's events: {@code [local] global counter ...}, the one in use in brackets. */
public final class TraceClock {
    private final ControlFile file;

    TraceClock(ControlFile file) {
        this.file = file;
    }

    /** What the file says. */
    public String text() throws TracefsException {
        return file.value();
    }

    public List<String> all() throws TracefsException {
        return List.of(text().replace("[", "").replace("]", "").split("\\s+"));
    }

    public String current() throws TracefsException {
        return current(text());
    }

    static String current(String text) {
        int from = text.indexOf('[');
        int to = text.indexOf(']');
        return from < 0 || to < from ? text.strip() : text.substring(from + 1, to);
    }

    /** Takes another; the buffers of the instance are emptied by it, except where it is the one in use. */
    public void set(String clock) throws TracefsException {
        if (!current().equals(clock)) {
            file.write(clock);
        }
    }
}
