package dev.jftrace.tracefs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A histogram as an event's {@code hist} file shows it, read back.
 *
 * <pre>
 * # trigger info: hist:keys=next_comm:vals=hitcount:sort=hitcount:size=2048 [active]
 * { next_comm: java                       } hitcount:         25
 * Totals:
 *     Hits: 173
 *     Entries: 19
 *     Dropped: 0
 * </pre>
 *
 * @param trigger what made it
 * @param keys names of the keys
 * @param values names of the values, the first is hitcount
 * @param rows in the kernel's order
 * @param hits events that were counted
 * @param dropped events for which the table had no room
 */
public record HistTable(
        String trigger, List<String> keys, List<String> values, List<Row> rows, long hits, long dropped) {
    private static final String INFO = "# trigger info: ";
    private static final Pattern VALUE = Pattern.compile("(\\w+):\\s+(\\S+)");
    private static final Pattern TOTAL = Pattern.compile("\\s*(Hits|Dropped): (\\d{1,19})");

    /** What was counted, and how much of it; numbers may have a percent sign. */
    public record Row(List<String> keys, List<String> values) {}

    public HistTable {
        keys = List.copyOf(keys);
        values = List.copyOf(values);
        rows = List.copyOf(rows);
    }

    /** The tables of an event; an event has one for each set of keys. */
    public static List<HistTable> parse(String text) {
        List<HistTable> tables = new ArrayList<>();
        for (String part : text.split("(?m)^# event histogram$")) {
            int info = part.indexOf(INFO);
            if (info >= 0) {
                String trigger =
                        part.substring(info + INFO.length()).lines().findFirst().orElse("");
                tables.add(table(trigger, part));
            }
        }
        return tables;
    }

    private static HistTable table(String trigger, String text) {
        List<String> keys = keys(trigger);
        List<String> values = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        long[] totals = new long[2];
        StringBuilder open = new StringBuilder(); // a stack as a key has many lines
        for (String line : text.lines().toList()) {
            Matcher total = TOTAL.matcher(line);
            if (line.startsWith("{") || !open.isEmpty()) {
                open.append(line).append('\n');
                int end = open.lastIndexOf("} hitcount:");
                if (end > 0) {
                    rows.add(row(open.substring(0, end), open.substring(end + 1), keys, values));
                    open.setLength(0);
                }
            } else if (total.matches()) {
                totals[total.group(1).equals("Hits") ? 0 : 1] = Long.parseLong(total.group(2));
            }
        }
        return new HistTable(trigger, keys, values, rows, totals[0], totals[1]);
    }

    /** {@code hist:keys=a.sym,b:vals=...}, without what they are shown as. */
    private static List<String> keys(String trigger) {
        Matcher matcher = Pattern.compile("keys=([^:]*)").matcher(trigger);
        List<String> keys = new ArrayList<>();
        if (matcher.find()) {
            for (String key : matcher.group(1).split(",")) {
                keys.add(key.replaceFirst("\\..*", ""));
            }
        }
        return keys;
    }

    /** A value of a key may have commas and colons: where the next key begins is told by its name. */
    private static Row row(String keyText, String valueText, List<String> names, List<String> valueNames) {
        List<String> keys = new ArrayList<>();
        int at = 1;
        for (int i = 0; i < names.size(); i++) {
            int begin = keyText.indexOf(names.get(i) + ":", at);
            int next = i + 1 < names.size() ? keyText.indexOf(", " + names.get(i + 1) + ":", Math.max(at, begin)) : -1;
            int from = begin < 0 ? at : begin + names.get(i).length() + 1;
            at = next < 0 ? keyText.length() : next;
            keys.add(keyText.substring(Math.min(from, at), at).strip());
        }
        List<String> values = new ArrayList<>();
        valueNames.clear();
        Matcher value = VALUE.matcher(valueText);
        while (value.find()) {
            valueNames.add(value.group(1));
            values.add(value.group(2));
        }
        return new Row(keys, values);
    }
}
