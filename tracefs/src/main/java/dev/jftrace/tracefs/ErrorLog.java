package dev.jftrace.tracefs;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code error_log}: the up to eight newest things that were wrong with a filter, a trigger or a definition.
 *
 * <pre>
 * [ 1261.702882] event filter parse error: error: Field not found
 *   Command: nosuch==1
 *            ^
 * </pre>
 */
public final class ErrorLog {
    private final ControlFile file;

    ErrorLog(ControlFile file) {
        this.file = file;
    }

    /** Its entries, oldest first, each as the lines it has; none if this kernel (before 5.2) keeps no log. */
    public List<String> entries() throws TracefsException {
        return file.exists() ? entries(file.read()) : List.of();
    }

    static List<String> entries(String text) {
        List<String> entries = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("[") || entries.isEmpty()) {
                entries.add(line);
            } else {
                entries.set(entries.size() - 1, entries.getLast() + "\n" + line);
            }
        }
        return entries;
    }

    /** What was not there {@code before}; a full log loses its oldest entry with each new one. */
    List<String> newSince(List<String> before) throws TracefsException {
        return entries().stream().filter(entry -> !before.contains(entry)).toList();
    }

    public void clear() throws TracefsException {
        file.clear();
    }
}
