package dev.jftrace.agent.hook;

/**
 * The hooks of methods about which more must be asked than whether they are traced: where graph functions are set, and
 * of methods with a condition or a command. What was decided at the entry is kept in a local variable of the method, as
 * a token, and given back at the exit: so both are recorded or neither, and a StackOverflowError that swallowed the
 * exits of calls further in changes nothing for those further out. The hooks that record it are in the token too, so an exit
 * goes to those that its entry went to, whatever was set meanwhile.
 *
 * <pre>
 *  word   |               | COMMAND 31 | SILENCES 30 | BEGINS 29 | UNRECORDED 28 | hooks 26-27 | id 0-25
 *  token  | RESTORES 31   | the gate before the call 29-30       | era 28        | hooks 26-27 | id 0-25, 0 if not recorded
 * </pre>
 *
 * <p>These hooks touch no record; those that they pass a call on to say that they are busy.
 */
public final class GatedHook {
    public static final int UNRECORDED = 1 << 28;
    public static final int BEGINS = 1 << 29;
    public static final int SILENCES = 1 << 30;
    public static final int COMMAND = 1 << 31;

    private static final int HOOKS_SHIFT = 26;
    private static final int HOOKS = 3;

    /** Above this no id fits into a word. */
    public static final int MAX_ID = (1 << HOOKS_SHIFT) - 1;

    /** Bits of a gate: below a graph function; below one of set_graph_notrace. */
    private static final int BELOW = 1;

    private static final int SILENT = 2;

    private static final int ERA_SHIFT = 28;
    private static final int GATE_SHIFT = 29;
    private static final int RESTORES = 1 << 31;

    private static final int GRAPH = TracingMode.GRAPH.ordinal();
    private static final int LIMITED = TracingMode.LIMITED.ordinal();
    private static final int THRESH = TracingMode.THRESH.ordinal();

    /** Without set_graph_function all is as if below one. Set before the first gated method exists. */
    private static int open = BELOW;

    /** Changes with the session: what a thread stood below in another one says nothing. */
    private static int era;

    private GatedHook() {}

    /** @param waits for a graph function to begin, before anything is recorded */
    public static void waitForGraphFunction(boolean waits) {
        open = waits ? 0 : BELOW;
    }

    /** A session begins: no thread is below a graph function of it. */
    static synchronized void forgetGates() {
        era++;
        VirtualGates.forget();
    }

    /** For the word of a method that {@code mode}'s hooks record. */
    public static int bits(TracingMode mode) {
        return mode.ordinal() << HOOKS_SHIFT;
    }

    /**
     * @param wanted the method's condition, from its arguments
     * @return the token for {@link #out} or {@link #outThrow}
     */
    public static int in(int word, boolean wanted) {
        if (!wanted) {
            return 0;
        }
        ThreadRing ring = gatedRing();
        int before = ring.gate;
        int gate = before | (word & (BEGINS | SILENCES)) >>> GATE_SHIFT;
        if ((word & COMMAND) != 0) {
            FunctionCommands.run(ring, word & MAX_ID);
            ring = gatedRing(); // a virtual thread may have waited there, and run on elsewhere
        }
        int token = 0;
        if ((gate | open) == BELOW && (word & UNRECORDED) == 0) {
            token = word & (MAX_ID | HOOKS << HOOKS_SHIFT);
            recordIn(token);
        }
        if (gate != before) {
            ring.gate = gate;
            token |= RESTORES | before << GATE_SHIFT | (ring.gateEra & 1) << ERA_SHIFT;
        }
        return token;
    }

    private static void recordIn(int token) {
        int hooks = token >>> HOOKS_SHIFT & HOOKS;
        if (hooks == GRAPH) {
            Hook.in(token & MAX_ID);
        } else if (hooks == LIMITED) {
            LimitedHook.in(token & MAX_ID);
        } else if (hooks == THRESH) {
            ThreshHook.in(token & MAX_ID);
        } else {
            FunctionHook.in(token & MAX_ID);
        }
    }

    public static void out(int token) {
        int id = token & MAX_ID;
        if (id != 0) {
            int hooks = token >>> HOOKS_SHIFT & HOOKS;
            if (hooks == GRAPH) {
                Hook.out(id);
            } else if (hooks == LIMITED) {
                LimitedHook.out(id);
            } else if (hooks == THRESH) {
                ThreshHook.out(id);
            } else {
                FunctionHook.out(id);
            }
        }
        if (token < 0) {
            restore(token);
        }
    }

    public static void outThrow(int token) {
        int id = token & MAX_ID;
        if (id != 0) {
            int hooks = token >>> HOOKS_SHIFT & HOOKS;
            if (hooks == GRAPH) {
                Hook.outThrow(id);
            } else if (hooks == LIMITED) {
                LimitedHook.outThrow(id);
            } else if (hooks == THRESH) {
                ThreshHook.outThrow(id);
            } else {
                FunctionHook.outThrow(id);
            }
        }
        if (token < 0) {
            restore(token);
        }
    }

    private static ThreadRing gatedRing() {
        ThreadRing ring = Hook.ring();
        if (ring.gateEra != era) {
            ring.gateEra = era;
            ring.gate = 0;
        }
        if (Hook.CARRIERS && ring.gateOf != Thread.currentThread()) {
            VirtualGates.switchTo(ring, Thread.currentThread());
        }
        return ring;
    }

    private static void restore(int token) {
        ThreadRing ring = gatedRing();
        if ((ring.gateEra & 1) == (token >>> ERA_SHIFT & 1)) {
            ring.gate = token >>> GATE_SHIFT & (BELOW | SILENT);
        }
    }
}
