package dev.jftrace.agent.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * {@code event_filters}: which events of a type are wanted, a line {@code EVENT TAB FILTER} each. What they say is known to who reads
 * the events; here they are only kept. A filter of {@code 0} takes that of the event away; one that the writer found wrong is
 * written with {@code TAB COLUMN TAB REASON} behind it, is kept to be shown, lets everything pass, and is told in
 * {@code error_log}.
 */
final class EventFiltersFile extends ControlFile {
    private static final String LOCATION = "event filter parse error";
    private static final int RIGHT = 2;
    private static final int WRONG = 4;

    private final Instance instance;
    private final ErrorLog errors;

    EventFiltersFile(Instance instance, ErrorLog errors) {
        this.instance = instance;
        this.errors = errors;
    }

    @Override
    String read() {
        StringBuilder text = new StringBuilder();
        instance.eventFilters()
                .forEach((event, filter) ->
                        text.append(event).append('\t').append(filter).append('\n'));
        return text.toString();
    }

    @Override
    OpenFile open(boolean truncate) {
        if (truncate) {
            instance.clearEventFilters();
        }
        return new OpenFile() {
            @Override
            int write(byte[] bytes) throws IOException {
                for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
                    take(line);
                }
                return bytes.length;
            }
        };
    }

    private void take(String line) throws IOException {
        String[] columns = line.split("\t", -1);
        if (columns.length != RIGHT && columns.length != WRONG) {
            throw new ControlException(Errno.EINVAL, "expected EVENT TAB FILTER, found '" + line + "'");
        }
        if (columns.length == WRONG) {
            errors.add(
                    LOCATION, columns[3], columns[1], (int) Math.min(Numeral.parse(columns[2]), columns[1].length()));
        }
        instance.eventFilter(columns[0], line.substring(columns[0].length() + 1));
    }
}
