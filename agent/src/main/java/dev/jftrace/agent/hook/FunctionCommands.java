package dev.jftrace.agent.hook;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What {@code FUNCTION:COMMAND:COUNT} asks for, by the ids of functions. Each is done when the function begins, before
 * its entry is recorded, as often as its count says.
 */
public final class FunctionCommands {
    /** Does what commands ask. Called on the thread that called the function; while it runs the thread is muted. */
    public interface Switch {
        /** @return false where tracing was on already: that does not count */
        boolean traceon();

        /** @return false where tracing was off already */
        boolean traceoff();

        /** @return whether it was taken */
        boolean snapshot();

        /** @param id of the function whose callers are to be recorded */
        boolean stacktrace(int id);
    }

    /** One line of {@code set_ftrace_filter} with a command: its count is shared by all functions that it matches. */
    public static final class Command {
        private final String name;
        private final AtomicInteger left;
        private final boolean counted;

        /** @param count how often; negative for ever */
        public Command(String name, int count) {
            this.name = name;
            this.left = new AtomicInteger(count);
            this.counted = count >= 0;
        }

        /** How often it may still be done; -1 for ever. */
        public int left() {
            return counted ? left.get() : -1;
        }

        private void run(int id) {
            if (counted && left.get() <= 0) {
                return;
            }
            if (does(id) && counted) {
                left.decrementAndGet();
            }
        }

        private boolean does(int id) {
            Switch doing = control;
            if (doing == null) {
                return false;
            }
            switch (name) {
                case "traceon":
                    return doing.traceon();
                case "traceoff":
                    return doing.traceoff();
                case "snapshot":
                    return doing.snapshot();
                default:
                    return doing.stacktrace(id);
            }
        }
    }

    private static final int PAGE = 1 << 10;

    /** Of the session that records; null between two. */
    private static volatile Switch control;

    private static volatile Command[][][] byId = {};

    private FunctionCommands() {}

    /** @param by null for nobody */
    public static void control(Switch by) {
        control = by;
    }

    /** Must be called before the function has hooks with {@link GatedHook#COMMAND}. */
    public static synchronized void add(int id, Command[] commands) {
        Command[][][] pages = byId;
        int page = id / PAGE;
        if (page >= pages.length) {
            Command[][][] more = new Command[page + 1][][];
            System.arraycopy(pages, 0, more, 0, pages.length);
            pages = more;
        }
        if (pages[page] == null) {
            pages[page] = new Command[PAGE][];
        }
        pages[page][id % PAGE] = commands;
        byId = pages;
    }

    static void run(ThreadRing ring, int id) {
        if (!ring.mute()) {
            return;
        }
        try {
            for (Command command : byId[id / PAGE][id % PAGE]) {
                command.run(id);
            }
        } catch (Throwable e) {
            // a command that fails is no reason for the program to
        } finally {
            ring.unmute();
        }
    }
}
