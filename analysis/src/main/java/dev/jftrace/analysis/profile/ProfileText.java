package dev.jftrace.analysis.profile;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.FunctionMap;
import dev.jftrace.event.TextBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The text of {@code trace-cmd report --profile}. */
final class ProfileText {
    private static final int INDENT = 5;
    private static final int NANOS = 1_000_000_000;
    private static final String[] SOFTIRQS = {
        "HI", "TIMER", "NET_TX", "NET_RX", "BLOCK", "BLOCK_IOPOLL", "TASKLET", "SCHED", "HRTIMER", "RCU"
    };

    private static final Comparator<EventTimes> ORDER = Comparator.comparingInt(ProfileText::rank)
            .thenComparingLong(times -> rank(times) == 0 ? times.key().value() : 0)
            .thenComparingInt(
                    times -> rank(times) < 2 ? 0 : times.key().event().format().id())
            .thenComparing(
                    Comparator.comparingLong((EventTimes times) -> times.times().total() ^ Long.MIN_VALUE)
                            .reversed())
            .thenComparing(
                    (a, b) -> Long.compareUnsigned(a.key().value(), b.key().value()));

    private final EventCatalog catalog;
    private final FunctionMap functions;
    private final TaskStates states;
    private final SyscallNames syscalls;
    private final TextBuffer out;

    ProfileText(EventCatalog catalog, ProfileOptions options, TextBuffer out) {
        this.catalog = catalog;
        this.out = out;
        functions = catalog.functions();
        states = TaskStates.of(catalog, options.compat());
        syscalls = SyscallNames.of(options.machine());
    }

    /** What the scheduler tells comes first. */
    private static int rank(EventTimes times) {
        return switch (times.key().event().kind()) {
            case SCHED_SWITCH -> 0;
            case SCHED_WAKEUP -> 1;
            default -> 2;
        };
    }

    void heading(String before, byte[] name) {
        out.append(before).append(name).append('\n');
    }

    void task(ProfiledTask task) {
        byte[] comm = task.comm() == null ? catalog.tasks().comm(task.pid()) : task.comm();
        out.append("\ntask: ").append(comm).append('-').decimal(task.pid()).append('\n');
    }

    void events(Collection<EventTimes> events) {
        events.stream().sorted(ORDER).forEach(this::event);
    }

    private void event(EventTimes event) {
        Times times = event.times();
        out.append("  Event: ");
        name(event.key());
        out.append(" (").decimal(times.occurrences()).append(')');
        if (times.total() != 0) {
            out.append(" Total: ").decimal(times.total()).append(" Avg: ").decimal(times.average());
            out.append(" Max: ");
            timeAt(times.longest(), times.longestAt());
            out.append(" Min:");
            timeAt(times.shortest(), times.shortestAt());
        }
        out.append('\n');
        chains(StackChain.of(event.stacks()), 0, 0);
    }

    private void timeAt(long time, long at) {
        out.decimal(time)
                .append("(ts:")
                .unsigned(Long.divideUnsigned(at, NANOS))
                .append('.');
        long micros = (Long.remainderUnsigned(at, NANOS) + 500) / 1000;
        out.unsigned(micros, INDENT + 1).append(')');
    }

    private void name(EventTimes.Key key) {
        String name = key.event().format().name();
        int value = (int) key.value();
        switch (key.event().kind()) {
            case SCHED_SWITCH -> states.append(value, out.append(name).append(':'));
            case FUNCTION, FUNCGRAPH_ENTRY -> function(key.value());
            case SYSCALL -> syscall(name, value);
            case SOFTIRQ -> {
                boolean known = value >= 0 && value < SOFTIRQS.length;
                out.append(name).append(':').append(known ? SOFTIRQS[value] : Integer.toString(value));
            }
            default -> out.append(name).append(":0x").hex(key.value());
        }
    }

    private void function(long address) {
        int function = functions.find(address);
        out.append("func: ");
        if (function < 0) {
            out.append("0x").hex(address);
        } else {
            functions.appendName(function, out).append("()");
        }
    }

    private void syscall(String event, int number) {
        String name = syscalls.find(number);
        if (name == null) {
            out.append(event).append(':').decimal(number);
        } else {
            out.append("syscall:").append(name);
        }
    }

    /**
     * A tree, drawn with a column for each level; a bar stands in those where more is to come.
     *
     * @return the bars that are left
     */
    private long chains(List<StackChain> chains, int level, long barsBefore) {
        if (chains.isEmpty()) {
            return barsBefore;
        }
        long bars = barsBefore | 1L << level + 1;
        emptyLine(level + 1, bars);
        for (int i = 0; i < chains.size(); i++) {
            boolean last = i == chains.size() - 1;
            indent(level, bars);
            column('+');
            if (last) {
                bars &= ~(1L << level + 1);
            }
            bars = chain(chains.get(i), level, last ? ' ' : '|', bars);
            emptyLine(level + 1, bars);
        }
        bars &= ~(1L << level + 1);
        emptyLine(level, bars);
        return bars;
    }

    private long chain(StackChain chain, int level, char line, long bars) {
        caller(chain.caller());
        indent(level, bars);
        column(line);
        out.append("  ")
                .decimal(chain.percent())
                .append("% (")
                .decimal(chain.times().occurrences());
        out.append(')');
        if (chain.times().total() != 0) {
            times(chain.times());
        }
        out.append('\n');
        List<StackChain> callers = chain.callers();
        while (callers.size() == 1) {
            indent(level, bars);
            column(line);
            out.append("   ");
            caller(callers.get(0).caller());
            callers = callers.get(0).callers();
        }
        return chains(callers, level + 1, bars);
    }

    private void times(Times times) {
        out.append(" time:").decimal(times.total()).append(" max:");
        timeAt(times.longest(), times.longestAt());
        out.append(" min:");
        timeAt(times.shortest(), times.shortestAt());
        out.append(" avg:").decimal(times.average());
    }

    private void caller(long address) {
        int function = functions.find(address);
        if (function < 0) {
            out.append("0x").hex(address).append('\n');
        } else {
            functions.appendName(function, out).append(" (0x").hex(address).append(")\n");
        }
    }

    private void emptyLine(int level, long bars) {
        indent(level, bars);
        out.append('\n');
    }

    private void indent(int level, long bars) {
        for (int i = 0; i <= level; i++) {
            column((bars & 1L << i) != 0 ? '|' : ' ');
        }
    }

    private void column(char line) {
        out.fill(' ', INDENT - 1).append(line).append(' ');
    }
}
