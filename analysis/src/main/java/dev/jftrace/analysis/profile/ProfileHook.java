package dev.jftrace.analysis.profile;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventFormat;
import java.util.Locale;

/**
 * Two events that begin and end something, as {@code -H} names them:
 *
 * <pre>
 *  [SYSTEM:]EVENT,FIELD[,PID_FIELD]/[SYSTEM:]EVENT,FIELD[,FLAGS]
 * </pre>
 *
 * Both fields hold what the two events have in common. FLAGS are {@code p} (it ends on the CPU that it began on),
 * {@code g} (it is of no task), {@code s} (with stacks).
 *
 * @param pidField of the task that it is about; null for the task that the event is of
 * @param migrates whether it may end on another CPU
 * @param stacks whether who records keeps the stacks of both
 */
public record ProfileHook(End start, String pidField, End end, boolean migrates, boolean global, boolean stacks) {
    /**
     * One of the two events.
     *
     * @param system null for any
     */
    public record End(String system, String event, String field) {
        boolean is(EventFormat format) {
            return format.name().equals(event)
                    && (system == null || format.system().equals(system));
        }

        private boolean isIn(EventCatalog catalog) {
            return catalog.formats().stream().anyMatch(format -> is(format) && format.field(field) != null);
        }

        @Override
        public String toString() {
            return (system == null ? "" : system + ":") + event + "," + field;
        }
    }

    /** @return the first of the two events that the trace does not know, or not with that field; null for none */
    public End missing(EventCatalog catalog) {
        if (!start.isIn(catalog)) {
            return start;
        }
        return end.isIn(catalog) ? null : end;
    }

    /** @throws IllegalArgumentException if it is not in this form; the message tells what was expected */
    public static ProfileHook parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("expected START/END");
        }
        String[] first = text.substring(0, slash).split(",", -1);
        String[] last = text.substring(slash + 1).split(",", -1);
        String flags = last.length > 2 ? last[2].toLowerCase(Locale.ROOT) : "";
        if (first.length > 3 || last.length > 3 || !flags.matches("[pgs]*")) {
            throw new IllegalArgumentException(
                    "expected [SYSTEM:]EVENT,FIELD[,PID_FIELD]/[SYSTEM:]EVENT,FIELD[,FLAGS] with p, g and s as flags");
        }
        return new ProfileHook(
                end(first),
                first.length > 2 ? first[2] : null,
                end(last),
                flags.indexOf('p') < 0,
                flags.indexOf('g') >= 0,
                flags.indexOf('s') >= 0);
    }

    private static End end(String[] words) {
        int colon = words[0].indexOf(':');
        String system = colon < 0 ? null : words[0].substring(0, colon);
        String event = words[0].substring(colon + 1);
        if (event.isEmpty() || words.length < 2 || words[1].isEmpty()) {
            throw new IllegalArgumentException(
                    "expected [SYSTEM:]EVENT,FIELD, found '" + String.join(",", words) + "'");
        }
        return new End(system, event, words[1]);
    }
}
