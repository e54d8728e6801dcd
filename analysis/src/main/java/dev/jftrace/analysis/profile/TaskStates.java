package dev.jftrace.analysis.profile;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TextBuffer;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The letters of why a task was switched out; {@code R+} of one that was made to. */
final class TaskStates {
    /** Up to Linux 4.13, whose print fmt has no {@code +}. */
    private static final String OLD_LETTERS = "SDTtXZxKWP";

    private static final char PREEMPTED = '+';

    /** In the print fmt of sched_switch: {@code { 0x00000080, "I" }}. */
    private static final Pattern STATE = Pattern.compile("\\{\\s*(0x[0-9a-f]+|\\d+)\\s*,\\s*\"(.)\"\\s*}");

    private final char[] letters;

    private TaskStates(char[] letters) {
        this.letters = letters;
    }

    /** @param compat the old letters, as trace-cmd has them for every kernel */
    static TaskStates of(EventCatalog catalog, boolean compat) {
        char[] letters = OLD_LETTERS.toCharArray();
        EventFormat format = catalog.find("sched", "sched_switch");
        if (!compat && format != null && format.printFmt().contains("\"+\"")) {
            Arrays.fill(letters, PREEMPTED);
            Matcher state = STATE.matcher(format.printFmt());
            while (state.find()) {
                long value = Long.decode(state.group(1));
                int bit = Long.numberOfTrailingZeros(value);
                if (Long.bitCount(value) == 1 && bit < letters.length) {
                    letters[bit] = state.group(2).charAt(0);
                }
            }
        }
        return new TaskStates(letters);
    }

    void append(int state, TextBuffer out) {
        boolean runs = true;
        for (int bit = 0; bit < letters.length; bit++) {
            if ((state & 1 << bit) != 0) {
                out.append(runs && letters[bit] == PREEMPTED ? "R" : "").append(letters[bit]);
                runs = false;
            }
        }
        if (runs) {
            out.append('R');
        }
    }
}
