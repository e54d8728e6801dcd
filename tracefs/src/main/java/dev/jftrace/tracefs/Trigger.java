package dev.jftrace.tracefs;

/**
 * What an event does besides being recorded: {@code COMMAND[:COUNT][ if FILTER]}, as {@code traceoff:1 if prev_pid==7}, or
 * {@code hist:keys=...}.
 *
 * @param text as the event's {@code trigger} file shows it, or as it is to be written
 */
public record Trigger(String text) {
    /** Whether it counts in a table, which {@code hist} shows. */
    public boolean isHist() {
        return text.startsWith("hist:");
    }

    /**
     * What removes it: {@code !} and its command. Of the others the filter and the state {@code [active]} go, and of those with a
     * count, shown as {@code :count=N}, the number becomes 0.
     */
    String removal() {
        String command = text.strip();
        if (isHist()) {
            return "!" + command.replaceFirst(" \\[(active|paused)\\]$", "");
        }
        int filter = command.indexOf(" if ");
        String bare = filter < 0 ? command : command.substring(0, filter);
        return "!" + bare.replaceFirst(":unlimited$", "").replaceFirst(":(count=)?\\d+$", ":0");
    }

    /** What sets it again. */
    String setting() {
        return text.strip()
                .replaceFirst(" \\[(active|paused)\\]$", "")
                .replaceFirst(":unlimited( if |$)", "$1")
                .replaceFirst(":count=(\\d+)", ":$1");
    }
}
