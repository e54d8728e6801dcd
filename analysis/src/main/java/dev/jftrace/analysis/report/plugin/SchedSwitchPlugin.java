package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.event.printfmt.FlagNames;
import java.util.Arrays;

/** {@code sched:sched_switch}: {@code comm:pid [prio] STATE ==> comm:pid [prio]}. */
final class SchedSwitchPlugin implements Plugin {
    /** For kernels whose print fmt has no table of states. */
    private static final byte[] OLD_STATES = {'S', 'D', 'T', 't', 'X', 'Z', 'P', 'I'};

    private static final int MOST_STATES = 32;

    @Override
    public EventHandler handlerOf(EventFormat format, PluginContext context) {
        EventField previousPid = format.field("prev_pid");
        EventField nextPid = format.field("next_pid");
        boolean ours = format.system().equals("sched") && format.name().equals("sched_switch");
        if (!ours || previousPid == null || nextPid == null) {
            return null;
        }
        TaskText previous = new TaskText(format.field("prev_comm"), previousPid);
        TaskText next = new TaskText(format.field("next_comm"), nextPid);
        EventField previousPrio = format.field("prev_prio");
        EventField nextPrio = format.field("next_prio");
        EventField state = format.field("prev_state");
        byte[] states = states(context.printFormats().get(format).flagsOf(state));
        return (event, out) -> {
            previous.append(event, out);
            out.append(' ');
            prio(event, previousPrio, out, " ");
            state(event.number(state), states, out);
            out.append(" ==> ");
            next.append(event, out);
            out.append(nextPrio == null ? "" : " ");
            prio(event, nextPrio, out, "");
            return true;
        };
    }

    private static void prio(TraceEvent event, EventField prio, TextBuffer out, String after) {
        if (prio != null) {
            out.append('[').decimal((int) event.number(prio)).append(']').append(after);
        }
    }

    private static void state(long bits, byte[] states, TextBuffer out) {
        boolean running = true;
        for (int i = 0; i < states.length; i++) {
            if ((bits & 1L << i) != 0) {
                out.append(running ? "" : "|").append((char) states[i]);
                running = false;
            }
        }
        if (running) {
            out.append('R');
        }
    }

    /** The letter of each bit, up to the first bit without one. */
    private static byte[] states(FlagNames names) {
        if (names == null) {
            return OLD_STATES;
        }
        byte[] letters = new byte[MOST_STATES];
        for (int i = 0; i < names.size(); i++) {
            int bit = Long.numberOfTrailingZeros(names.value(i));
            if (bit < MOST_STATES && names.name(i).length > 0) {
                letters[bit] = names.name(i)[0];
            }
        }
        int count = 0;
        while (count < MOST_STATES && letters[count] != 0) {
            count++;
        }
        return Arrays.copyOf(letters, count);
    }
}
