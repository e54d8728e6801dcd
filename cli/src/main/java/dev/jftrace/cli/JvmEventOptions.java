package dev.jftrace.cli;

import dev.jftrace.record.jfr.JvmEvent;
import dev.jftrace.record.jfr.JvmEventType;
import dev.jftrace.record.jvm.EditDistance;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The {@code -e} that are meant for a JVM: those of system {@code jvm}, wherever they stand, and those in its section. */
final class JvmEventOptions {
    private static final int NEAR = 3;

    private final String command;
    private final Set<JvmEventType> types = EnumSet.noneOf(JvmEventType.class);
    private boolean last;

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
        last = true;
        if (off) {
            named.forEach(types::remove);
        } else {
            types.addAll(named);
        }
    }

    /** The next event that is named is the kernel's. */
    void kernelsTurn() {
        last = false;
    }

    /** @param option one that is meant for the event before it */
    void requireKernels(String option) throws UsageException {
        if (last) {
            throw new UsageException(command + ": " + option + ": the event before it is a JVM's, which has neither"
                    + " filter nor trigger");
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
        return JvmEvent.settings(List.copyOf(types));
    }
}
