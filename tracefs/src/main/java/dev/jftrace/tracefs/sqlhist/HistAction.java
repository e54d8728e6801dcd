package dev.jftrace.tracefs.sqlhist;

import java.util.ArrayList;
import java.util.List;

/**
 * When the joined events do what.
 *
 * @param handler {@code onmax} or {@code onchange}; null: whenever they match
 * @param variable of which the handler speaks; a name that the statement gives
 * @param trace whether the synthetic event is made
 * @param snapshot whether a snapshot of the buffer is taken, after the event
 * @param save fields of the second event to keep
 */
public record HistAction(String handler, String variable, boolean trace, boolean snapshot, List<String> save) {
    /** The synthetic event whenever the events match. */
    public static final HistAction ON_MATCH = new HistAction(null, null, true, false, List.of());

    public HistAction {
        save = List.copyOf(save);
    }

    /** @param match the first event; @param call {@code NAME,ARGUMENTS} of the synthetic one */
    String text(String match, String call) {
        if (handler == null) {
            return ":onmatch(" + match + ").trace(" + call + ")";
        }
        List<String> actions = new ArrayList<>();
        if (!save.isEmpty()) {
            actions.add("save(" + String.join(",", save) + ")");
        }
        if (trace || save.isEmpty() && !snapshot) {
            actions.add("trace(" + call + ")");
        }
        if (snapshot) {
            actions.add("snapshot()");
        }
        StringBuilder text = new StringBuilder();
        actions.forEach(action -> text.append(':')
                .append(handler)
                .append("($")
                .append(variable)
                .append(").")
                .append(action));
        return text.toString();
    }
}
