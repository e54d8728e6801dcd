package dev.jftrace.event.filter;

import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TraceEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All filters of a trace: an event passes if one of them lets it, or there is none, and none of the negative ones
 * names it. A stack passes with the event before it on its CPU, whose stack it is. For one thread.
 */
public final class EventFilters implements EventTest {
    /** CPUs have numbers of 32 bits in a file; none above this exists. */
    private static final int MOST_CPUS = 1 << 16;

    private final List<EventFilter> filters = new ArrayList<>();
    private final List<EventFilter> negative = new ArrayList<>();
    private final EventFormat kernelStack;
    private final EventFormat userStack;
    private boolean[] passed = new boolean[16];

    public EventFilters(EventCatalog catalog) {
        kernelStack = catalog.find("ftrace", "kernel_stack");
        userStack = catalog.find("ftrace", "user_stack");
    }

    public void add(EventFilter filter) {
        filters.add(filter);
    }

    public void addNegative(EventFilter filter) {
        negative.add(filter);
    }

    public boolean isEmpty() {
        return filters.isEmpty() && negative.isEmpty();
    }

    @Override
    public boolean test(TraceEvent event) {
        boolean wanted = filters.isEmpty() || any(filters, event);
        boolean stack = !wanted && isStack(event);
        if (stack) {
            wanted = event.cpu() >= 0 && event.cpu() < passed.length && passed[event.cpu()];
        }
        boolean passes = wanted && !any(negative, event);
        if (!stack) {
            remember(event.cpu(), passes);
        }
        return passes;
    }

    /**
     * Whether an event of that type does not pass, whatever it holds: {@link #test} need not be asked then. To be asked
     * for each event, in their order.
     */
    public boolean skips(int cpu, int typeId) {
        if (filters.isEmpty() || isStack(kernelStack, typeId) || isStack(userStack, typeId)) {
            return false;
        }
        for (int i = 0; i < filters.size(); i++) {
            if (filters.get(i).names(typeId)) {
                return false;
            }
        }
        remember(cpu, false);
        return true;
    }

    /** The types that {@link #skips} is false for, by their number; null if it is for all. */
    public boolean[] wantedTypes() {
        if (filters.isEmpty()) {
            return null;
        }
        boolean[] wanted = new boolean[1 << Short.SIZE];
        want(kernelStack, wanted);
        want(userStack, wanted);
        for (EventFilter filter : filters) {
            for (EventFormat format : filter.formats()) {
                want(format, wanted);
            }
        }
        return wanted;
    }

    private static void want(EventFormat format, boolean[] wanted) {
        if (format != null) {
            wanted[format.id()] = true;
        }
    }

    /** Some events of the CPU, of types that are not wanted, were passed over. */
    public void passedOver(int cpu) {
        remember(cpu, false);
    }

    private static boolean isStack(EventFormat stack, int typeId) {
        return stack != null && stack.id() == typeId;
    }

    private boolean isStack(TraceEvent event) {
        EventFormat format = event.format();
        return format != null && (format == kernelStack || format == userStack);
    }

    private void remember(int cpu, boolean passes) {
        if (cpu < 0 || cpu >= MOST_CPUS) {
            return;
        }
        if (cpu >= passed.length) {
            passed = Arrays.copyOf(passed, Math.max(cpu + 1, passed.length * 2));
        }
        passed[cpu] = passes;
    }

    private static boolean any(List<EventFilter> filters, TraceEvent event) {
        for (int i = 0; i < filters.size(); i++) {
            if (filters.get(i).test(event)) {
                return true;
            }
        }
        return false;
    }
}
