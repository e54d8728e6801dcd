package dev.jftrace.agent.hook;

/**
 * The hooks of methods about which more must be asked than whether they are traced: where graph functions are set, and
 * of methods with a condition or a command. What was decided at the entry is kept in a local variable of the method, as
 * a token, and given back at the exit: so both are recorded or neither, and a StackOverflowError that swallowed the
 * exits of calls further in changes nothing for those further out.
 *
 * <pre>
 *  word    30 COMMAND | 29 SILENCES | 28 BEGINS | 27 UNRECORDED |  id 0-26
 *  token   30 RESTORES|    28-29 the gate before the call       |  id 0-26, 0 where the call is not recorded
 * </pre>
 */
public final class GatedHook {
    public static final int UNRECORDED = 1 << 27;
    public static final int BEGINS = 1 << 28;
    public static final int SILENCES = 1 << 29;
    public static final int COMMAND = 1 << 30;

    /** Above this no id fits into a word. */
    public static final int MAX_ID = UNRECORDED - 1;

    /** Bits of a gate: below a graph function; below one of set_graph_notrace. */
    private static final int BELOW = 1;

    private static final int SILENT = 2;

    private static final int GATE_SHIFT = 28;
    private static final int RESTORES = 1 << 30;

    private static final boolean LIMITED = Session.current().maxGraphDepth() != 0;

    /** Without set_graph_function all is as if below one. Set before the first gated method exists. */
    private static int open = BELOW;

    private GatedHook() {}

    /** @param waits for a graph function to begin, before anything is recorded */
    public static void waitForGraphFunction(boolean waits) {
        open = waits ? 0 : BELOW;
    }

    /**
     * @param wanted the method's condition, from its arguments
     * @return the token for {@link #out} or {@link #outThrow}
     */
    public static int in(int word, boolean wanted) {
        if (!wanted) {
            return 0;
        }
        ThreadRing ring = Hook.ring();
        if (Hook.CARRIERS && ring.gateOf != Thread.currentThread()) {
            VirtualGates.switchTo(ring, Thread.currentThread());
        }
        int before = ring.gate;
        int gate = before | (word & (BEGINS | SILENCES)) >>> GATE_SHIFT;
        if ((word & COMMAND) != 0) {
            FunctionCommands.run(ring, word & MAX_ID);
        }
        int token = 0;
        if ((gate | open) == BELOW && (word & UNRECORDED) == 0) {
            token = word & MAX_ID;
            if (LIMITED) {
                LimitedHook.in(token);
            } else {
                Hook.in(token);
            }
        }
        if (gate != before) {
            ring.gate = gate;
            token |= RESTORES | before << GATE_SHIFT;
        }
        return token;
    }

    public static void out(int token) {
        int id = token & MAX_ID;
        if (id != 0) {
            if (LIMITED) {
                LimitedHook.out(id);
            } else {
                Hook.out(id);
            }
        }
        if (token != id) {
            restore(token);
        }
    }

    public static void outThrow(int token) {
        int id = token & MAX_ID;
        if (id != 0) {
            if (LIMITED) {
                LimitedHook.outThrow(id);
            } else {
                Hook.outThrow(id);
            }
        }
        if (token != id) {
            restore(token);
        }
    }

    private static void restore(int token) {
        ThreadRing ring = Hook.ring();
        if (Hook.CARRIERS && ring.gateOf != Thread.currentThread()) {
            VirtualGates.switchTo(ring, Thread.currentThread());
        }
        ring.gate = token >>> GATE_SHIFT & (BELOW | SILENT);
    }
}
