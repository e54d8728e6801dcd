package dev.jftrace.record.jvm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the agents logged, as sentences for the user: errors, losses, filters that matched nothing, functions left alone. */
public final class RecordingReport {
    private static final int MOST_NEAR_MISSES = 3;

    private final List<String> filters;
    private final Set<String> matched = new LinkedHashSet<>();
    private final Set<String> seen = new LinkedHashSet<>();
    private final Map<String, Integer> untraced = new TreeMap<>();
    private final Set<String> dropped = new LinkedHashSet<>();
    private final List<String> errors = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final Set<String> events = new LinkedHashSet<>();
    private int jvms;
    private long lost;
    private long lostForWantOfStack;
    private long overwritten;

    RecordingReport(List<String> filters) {
        this.filters = filters;
    }

    /**
     * @param forWantOfStack of the lost records, those for which the buffer had room
     * @param overrun of the lost records, those that newer ones were written over
     */
    void add(List<String> log, long lostRecords, long forWantOfStack, long overrun) {
        jvms++;
        overwritten += overrun;
        lost += lostRecords;
        lostForWantOfStack += forWantOfStack;
        for (String line : log) {
            String[] columns = line.split("\t", 3);
            if (columns.length < 2) {
                continue;
            }
            switch (columns[0]) {
                case "error" -> errors.add(columns[1]);
                case "events" -> events.add(columns[1]);
                case "matched" -> matched.add(columns[1]);
                case "seen" -> seen.add(columns[1]);
                case "dropped" -> dropped.add(columns[1]);
                case "untraced" -> untraced.merge(columns.length > 2 ? columns[2] : "unknown", 1, Integer::sum);
                default -> {
                    // for people who read the log
                }
            }
        }
    }

    void addError(String error) {
        errors.add(error);
    }

    /** What no agent did: a sentence as the user is to read it. */
    void addRemark(String remark) {
        remarks.add(remark);
    }

    /** How many JVMs had the agent in them. */
    public int jvms() {
        return jvms;
    }

    /** Events that are missing in the trace. */
    public long lost() {
        return lost;
    }

    /** Filters that were to choose functions, and chose none in any JVM. */
    public List<String> unmatched() {
        return jvms == 0
                ? List.of()
                : filters.stream().filter(filter -> !matched.contains(filter)).toList();
    }

    /** One sentence a line; none if all went well. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        errors.forEach(error -> lines.add("the agent could not trace: " + error));
        lines.addAll(remarks);
        if (jvms == 0 && errors.isEmpty()) {
            lines.add("no JVM was traced: the command started none, or one older than Java 11");
        }
        unmatched().forEach(filter -> lines.add(unmatched(filter)));
        untraced.forEach((reason, count) ->
                lines.add(count + (count == 1 ? " function was" : " functions were") + " left untraced: " + reason));
        if (!dropped.isEmpty()) {
            lines.add(dropped.size() + (dropped.size() == 1 ? " function was" : " functions were")
                    + " dropped while the program ran, as tracing took too much of its time: "
                    + String.join(", ", dropped) + " (--no-governor keeps them)");
        }
        lines.addAll(events);
        if (lostForWantOfStack > 0) {
            lines.add(lostForWantOfStack + " events were lost, as a thread of the program had no stack left for them: a"
                    + " larger one (java -Xss) helps");
        }
        if (overwritten > 0) {
            lines.add(
                    overwritten
                            + " events were written over by newer ones: a larger buffer (-b) or fewer functions (-l, -n) keep more");
        }
        long unwritten = lost - lostForWantOfStack - overwritten;
        if (unwritten > 0) {
            lines.add(unwritten
                    + " events were lost, as the buffer was full: a larger one (-b) or fewer functions (-l, -n) help");
        }
        return lines;
    }

    private String unmatched(String filter) {
        List<String> near = nearMisses(filter);
        String hint = near.isEmpty() ? "" : "; near: " + String.join(", ", near);
        return "'" + filter + "' matched no function that was loaded" + hint;
    }

    /** The names that are fewest letters away, or that hold the filter's longest word. */
    private List<String> nearMisses(String filter) {
        String wanted = filter.toLowerCase(java.util.Locale.ROOT);
        List<String> names = new ArrayList<>(seen);
        Map<String, Integer> distances = new TreeMap<>();
        for (String name : names) {
            distances.put(name, distance(wanted, name));
        }
        Collections.sort(names, Comparator.comparing(distances::get));
        return names.stream()
                .filter(name -> distances.get(name) <= Math.max(3, filter.length() / 3))
                .limit(MOST_NEAR_MISSES)
                .toList();
    }

    /** From the filter to the name, or to the name's end as long as the filter: package and class are often left out. */
    private static int distance(String filter, String name) {
        String lower = name.toLowerCase(java.util.Locale.ROOT);
        String plain = filter.endsWith(".*") ? filter.substring(0, filter.length() - 2) : filter;
        int whole = EditDistance.between(plain, lower);
        int dot = lower.length();
        int best = whole;
        while ((dot = lower.lastIndexOf('.', dot - 1)) > 0) {
            best = Math.min(best, EditDistance.between(plain, lower.substring(dot + 1)));
        }
        dot = 0;
        while ((dot = lower.indexOf('.', dot + 1)) > 0) {
            best = Math.min(best, EditDistance.between(plain, lower.substring(0, dot)) + 1);
        }
        return best;
    }
}
