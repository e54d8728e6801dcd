package dev.jftrace.cli;

import dev.jftrace.record.jfr.JvmEvent;
import dev.jftrace.record.jfr.JvmEventFilter;
import dev.jftrace.record.jfr.JvmEventType;
import dev.jftrace.record.jfr.JvmFilterException;
import dev.jftrace.record.jvm.EditDistance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The {@code -e} that are meant for a JVM: those of system {@code jvm}, wherever they stand, and those in its section. */
final class JvmEventOptions {
    private static final int NEAR = 3;

    private final String command;
    private final Set<JvmEventType> types = EnumSet.noneOf(JvmEventType.class);
    private final Map<JvmEventType, String> filters = new EnumMap<>(JvmEventType.class);

    /** Those of the event before, if it was a JVM's and was not switched off. */
    private List<JvmEventType> last = List.of();

    private boolean isLast;

    JvmEventOptions(String command) {
        this.command = command;
    }

    /** Whether a pattern names a JVM's system. */
    static boolean isMeant(String pattern) {
        return pattern.equals(JvmEventType.SYSTEM) || pattern.startsWith(JvmEventType.SYSTEM + ":");
    }

    void add(String pattern, boolean off) throws UsageException {
        List<JvmEventType> named = JvmEventType.named(pattern);
        if (named.isEmpty()) {
            throw new UsageException(command + ": -e: a JVM has no event '" + pattern + "'" + near(pattern));
        }
        isLast = true;
        last = off ? List.of() : named;
        if (off) {
            named.forEach(types::remove);
        } else {
            types.addAll(named);
        }
    }

    /** The next event that is named is the kernel's. */
    void kernelsTurn() {
        isLast = false;
    }

    /** Whether the event before is a JVM's. */
    boolean areMeant() {
        return isLast;
    }

    /** For the event before; with another one for it they are joined, as a kernel's. */
    void filter(String text) throws UsageException {
        if (!isLast) {
            throw new UsageException(command + ": -f: a filter must come after its event (-e)");
        }
        for (JvmEventType type : last) {
            String one = "(" + text + ")";
            try {
                JvmEventFilter.of(type, one);
            } catch (JvmFilterException e) {
                throw new UsageException(command + ": -f: " + type + ": " + e.getMessage() + "\n  " + one + "\n  "
                        + " ".repeat(Math.min(e.column(), one.length())) + "^");
            }
            filters.merge(type, one, (before, added) -> before + "&&" + added);
        }
    }

    /** @param option one that is meant for the event before it */
    void requireKernels(String option) throws UsageException {
        if (isLast) {
            throw new UsageException(
                    command + ": " + option + ": the event before it is a JVM's, which has no trigger");
        }
    }

    private static String near(String pattern) {
        String name = pattern.substring(pattern.indexOf(':') + 1);
        String near = Arrays.stream(JvmEventType.values())
                .filter(type -> type.eventName().contains(name) || EditDistance.between(name, type.eventName()) <= NEAR)
                .map(JvmEventType::toString)
                .collect(Collectors.joining(", "));
        return (near.isEmpty() ? "" : "; near: " + near) + "; 'jftrace list -e jvm:' names them all";
    }

    boolean isEmpty() {
        return types.isEmpty();
    }

    /** Lines of the agent's settings. */
    List<String> settings() {
        List<String> lines = new ArrayList<>(JvmEvent.settings(List.copyOf(types)));
        filters.forEach((type, filter) -> lines.add("event_filter=" + type.eventName() + "\t" + filter));
        return lines;
    }
}
