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
        boolean ours = format.system().equals("sched") && format.name().equals("sched_switch");
        if (!ours || format.field("prev_pid") == null || format.field("next_pid") == null) {
            return null;
        }
        byte[] states = states(context.printFormats().get(format).flagsOf(format.field("prev_state")));
        return new Switch(format, states);
    }

    private static final class Switch implements EventHandler {
        private final TaskText previous;
        private final TaskText next;
        private final EventField previousPrio;
        private final EventField nextPrio;
        private final EventField state;
        private final byte[] states;

        Switch(EventFormat format, byte[] states) {
            previous = new TaskText(format.field("prev_comm"), format.field("prev_pid"));
            next = new TaskText(format.field("next_comm"), format.field("next_pid"));
            previousPrio = format.field("prev_prio");
            nextPrio = format.field("next_prio");
            state = format.field("prev_state");
            this.states = states;
        }

        @Override
        public void pass(TraceEvent event) {
            previous.learn(event);
            next.learn(event);
        }

        @Override
        public boolean tellsOfFieldsOnly() {
            return true;
        }

        @Override
        public boolean print(TraceEvent event, TextBuffer out) {
            previous.append(event, out);
            out.append(' ');
            prio(event, previousPrio, out, " ");
            state(event.number(state), states, out);
            out.append(" ==> ");
            next.append(event, out);
            out.append(nextPrio == null ? "" : " ");
            prio(event, nextPrio, out, "");
            return true;
        }
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
